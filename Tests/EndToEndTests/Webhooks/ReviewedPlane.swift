// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// A control plane of its own that has all our objects reviewed at one port, or else refuses them: for tests that change
/// what answers there.
struct ReviewedPlane: Sendable {
  /// A backup whose review shows in the answer: it lacks a member with a default, and its schedule brings a warning.
  static let probe = """
    {"apiVersion": "db.orange.com/v2", "kind": "CassandraBackup", "metadata": {"name": "probe"},
     "spec": {"cassandraCluster": "demo", "storageLocation": "s3://bucket", "schedule": "@daily"}}
    """

  let folder: TemporaryFolder
  /// Where reviews are sent to.
  let port: UInt16
  private let plane: ControlPlane

  /// For the server; the authority is the one that the API server trusts.
  var certificates: String { "\(folder.path)/certificates" }
  var kubeconfig: String { plane.kubeconfig }
  var probeFile: String { "\(folder.path)/probe.json" }

  /// Runs one for as long as the body takes.
  /// - Parameter admission: makes the file of `ControlPlane.startOwn`, and is given the folder and the port.
  static func run(
    admission: (TemporaryFolder, UInt16) async throws -> String? = { _, _ in nil },
    _ body: (ReviewedPlane) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let port = try FreePort.find()
    _ = try await ShellCommand(
      text: """
        '\(try Repository.program())' certs init '\(folder.path)/certificates' \
          --dns localhost --dns cassette.cassette-system.svc
        """
    ).succeed()
    try folder.write("probe.json", probe)
    let plane = try await ControlPlane.startOwn(
      in: "\(folder.path)/control-plane", admission: try await admission(folder, port))
    let reviewed = ReviewedPlane(folder: folder, port: port, plane: plane)
    do {
      try await reviewed.install()
      try await body(reviewed)
    } catch {
      try? await plane.stop()
      throw error
    }
    try await plane.stop()
  }

  /// A server with these certificates, whose reviews arrive at the port only if it is told so.
  func settings(_ name: String) throws -> CassetteServer.Settings {
    var settings = try CassetteServer.Settings(certificates: certificates, log: "\(folder.path)/\(name).log")
    settings.arguments = ["--facts", "none"]
    return settings
  }

  /// What kubectl says about the probe.
  func review() async throws -> String {
    try await ShellCommand(
      text: "kubectl create --dry-run=server -o yaml -f '\(probeFile)' 2>&1 || true",
      environment: ["KUBECONFIG": kubeconfig]
    ).succeed()
  }

  /// The API server learns of its webhooks a moment after they are in its store.
  func waitUntilReviewed() async throws {
    try await wait(for: "both webhooks to be called") {
      let seen = try await review()
      return seen.contains("[schedule-preview]") && seen.contains("concurrentConnections: 10")
    }
  }

  private func install() async throws {
    let authority = try Data(contentsOf: URL(filePath: "\(certificates)/ca.crt"))
    try folder.write("webhooks.yaml", try WebhookSetup.fail.manifest(port: port, authority: authority))
    _ = try await ShellCommand(
      text: """
        set -e
        kubectl create -k '\(Repository.root)/manifests/crds'
        kubectl create -f '\(Repository.root)/manifests/webhook/namespace.yaml'
        kubectl create -f '\(Repository.tests)/Inputs/service.yaml' -f '\(folder.path)/webhooks.yaml'
        kubectl wait --for=condition=Established --timeout=30s crd --all
        """,
      environment: ["KUBECONFIG": kubeconfig]
    ).succeed()
  }
}
