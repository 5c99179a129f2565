// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// A control plane that can be hurt, and a webhook that watches it.
struct Outage {
  private let folder: TemporaryFolder
  private let plane: ControlPlane
  private let server: CassetteServer

  private var planeFolder: String { "\(folder.path)/control-plane" }

  /// - Parameter reconciles: whether the server leads as well.
  static func start(reconciles: Bool = false) async throws -> Outage {
    let folder = try TemporaryFolder()
    let plane = try await ControlPlane.startOwn(in: "\(folder.path)/control-plane")
    try await LoneServer.makeCertificates(in: "\(folder.path)/certificates")
    var settings = try CassetteServer.Settings(
      certificates: "\(folder.path)/certificates", log: "\(folder.path)/server.log")
    settings.arguments = ["--kubeconfig", plane.kubeconfig, "--lease", "default/cassette"]
    settings.reconciles = reconciles
    try folder.write("cluster.yaml", cluster)
    try folder.write("kept.yaml", backup("kept"))
    _ = try await ShellCommand(
      text: """
        export KUBECONFIG='\(plane.kubeconfig)'
        kubectl apply -f '\(Repository.root)/manifests/crds/cassandrabackups.yaml' \
          -f '\(Repository.root)/manifests/crds/cassandrarestores.yaml' -f '\(Repository.tests)/Inputs/crds'
        kubectl wait --for=condition=Established --timeout=30s crd --all
        '\(Repository.tests)/Inputs/bin/create-facts' '\(folder.path)/cluster.yaml'
        '\(Repository.tests)/Inputs/bin/create-facts' '\(folder.path)/kept.yaml'
        """
    ).succeed()
    return Outage(folder: folder, plane: plane, server: try await CassetteServer.start(settings))
  }

  /// Ends everything after the body, however that ends.
  func finally(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      server.send(SIGKILL)
      try? await plane.stop()
      throw error
    }
    server.send(SIGKILL)
    try await plane.stop()
  }

  // MARK: The API server

  func killAPIServer() async throws {
    _ = try await ShellCommand(text: "'\(Repository.tests)/Inputs/bin/api-server' kill '\(planeFolder)'").succeed()
  }

  /// It takes connections, and answers nothing any more.
  func freezeAPIServer() async throws {
    _ = try await ShellCommand(text: "kill -STOP \"$(cat '\(planeFolder)/kube-apiserver.pid')\"").succeed()
  }

  func thawAPIServer() async throws {
    _ = try await ShellCommand(text: "kill -CONT \"$(cat '\(planeFolder)/kube-apiserver.pid')\"").succeed()
  }

  /// Returns when it is ready.
  func startAPIServer() async throws {
    _ = try await ShellCommand(
      text: """
        '\(Repository.tests)/Inputs/bin/api-server' start '\(planeFolder)'
        export KUBECONFIG='\(plane.kubeconfig)'
        until kubectl get --raw /readyz >/dev/null 2>&1; do sleep 0.1; done
        """
    ).succeed()
  }

  func apply(backup name: String) async throws {
    try folder.write("\(name).yaml", Outage.backup(name))
    _ = try await ShellCommand(
      text:
        "KUBECONFIG='\(plane.kubeconfig)' '\(Repository.tests)/Inputs/bin/create-facts' '\(folder.path)/\(name).yaml'"
    ).succeed()
  }

  // MARK: The webhook

  /// What the webhook answers within its time.
  func answer(restoring entities: String, of backup: String, within seconds: Int = 1) async throws -> String {
    try folder.write("review.json", Outage.review(restoring: entities, of: backup))
    return try await ShellCommand(
      text: """
        curl --silent --show-error --noproxy '*' --max-time \(seconds) --cacert '\(folder.path)/certificates/ca.crt' \
          --header 'Content-Type: application/json' --data-binary '@\(folder.path)/review.json' \
          'https://localhost:\(server.settings.port)/validate?timeout=\(seconds)s'
        """
    ).succeed()
  }

  func waitUntilKnown(backups count: Int, within seconds: Int) async throws {
    try await wait(forMetric: "cassette_watch_objects{resource=\"cassandrabackups\"} \(count)", within: seconds)
  }

  /// - Parameter line: of the page of metrics.
  func wait(forMetric line: String, within seconds: Int) async throws {
    do {
      _ = try await ShellCommand(
        text: """
          until curl --silent --noproxy '*' \(server.healthURL)/metrics | grep --quiet --line-regexp --fixed-strings '\(line)'; do
            sleep 0.05
          done
          """,
        seconds: seconds
      ).succeed()
    } catch {
      throw Failure("\(error)\n\((try? log) ?? "")")
    }
  }
}

// MARK: The process

extension Outage {
  func stopServer() { server.send(SIGTERM) }

  var exitCode: Int32 {
    get async { await server.exitCode }
  }

  var log: String {
    get throws { try String(contentsOfFile: "\(folder.path)/server.log", encoding: .utf8) }
  }
}

// MARK: Objects

extension Outage {
  private static let cluster = """
    apiVersion: db.orange.com/v2
    kind: CassandraCluster
    metadata: {name: demo, namespace: default}
    spec: {topology: {dc: [{name: dc1}]}}
    """

  private static func backup(_ name: String) -> String {
    """
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata: {name: \(name), namespace: default}
    spec:
      cassandraCluster: demo
      datacenter: dc1
      storageLocation: file:///backups/bucket/demo/dc1/\(name)
      snapshotTag: \(name)
      entities: k1.t1
    status:
      condition: {type: COMPLETED, lastTransitionTime: "2026-01-01T00:07:00Z"}
    """
  }

  private static func review(restoring entities: String, of backup: String) -> String {
    """
    {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "1",
     "kind": {"group": "db.orange.com", "version": "v2", "kind": "CassandraRestore"},
     "resource": {"group": "db.orange.com", "version": "v2", "resource": "cassandrarestores"},
     "name": "r", "namespace": "default", "operation": "CREATE", "userInfo": {"username": "admin"},
     "object": {"apiVersion": "db.orange.com/v2", "kind": "CassandraRestore",
      "metadata": {"name": "r", "namespace": "default"},
      "spec": {"cassandraBackup": "\(backup)", "cassandraCluster": "demo", "datacenter": "dc1",
       "entities": "\(entities)", "concurrentConnection": 1}}, "dryRun": false, "options": null}}
    """
  }
}
