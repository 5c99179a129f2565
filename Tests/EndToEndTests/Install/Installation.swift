// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// A control plane of its own that Cassette is installed in as by a person, and what plays the pod of its Deployment.
actor Installation {
  nonisolated let folder: TemporaryFolder
  private let plane: ControlPlane
  private let account: ServiceAccountKubeconfig
  private let port: UInt16
  private var pod: CassetteServer?

  private nonisolated var certificates: String { "\(folder.path)/certificates" }

  /// Runs the body in a control plane with the CRD of CassKop's clusters, and ends everything after it.
  static func run(_ body: (Installation) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    _ = try await ShellCommand(
      text:
        "'\(try Repository.program())' certs init '\(folder.path)/certificates' --dns cassette.cassette-system.svc"
    ).succeed()
    let plane = try await ControlPlane.startOwn(in: "\(folder.path)/control-plane")
    let installation = try Installation(folder: folder, plane: plane)
    let result: Result<Void, any Error>
    do {
      try await installation.kubectl("kubectl apply -f '\(Repository.tests)/Inputs/crds'")
      result = .success(try await body(installation))
    } catch {
      result = .failure(error)
    }
    await installation.killPod()
    try await plane.stop()
    try result.get()
  }

  private init(folder: TemporaryFolder, plane: ControlPlane) throws {
    self.folder = folder
    self.plane = plane
    account = try ServiceAccountKubeconfig(folder: folder, admin: plane.kubeconfig)
    port = try FreePort.find()
  }

  @discardableResult
  nonisolated func kubectl(_ text: String) async throws -> String {
    try await run(text).succeed()
  }

  /// What a command line prints, whether or not it succeeds.
  nonisolated func output(_ text: String) async throws -> String {
    try await run(text).run().output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private nonisolated func run(_ text: String) -> ShellCommand {
    ShellCommand(
      text: "set -e; \(text)", folder: folder.path,
      environment: ["KUBECONFIG": plane.kubeconfig, "HOME": folder.path])
  }

  // MARK: What a person does

  /// Applies a kustomization as it is, but for two things: this API server is of a time when a disruption budget was still
  /// `v1beta1`, and there is no network of a cluster here, so the Service leads to this machine.
  func apply(_ kustomization: String) async throws {
    let rendered = try await kubectl("kubectl kustomize '\(kustomization)' 2>/dev/null")
    let fitted =
      rendered
      .replacing("apiVersion: policy/v1\n", with: "apiVersion: policy/v1beta1\n")
      .replacing(/(path: \/[a-z]+\n +port: )443\n/) { "\($0.output.1)\(self.port)\n" }
      .replacing(
        "    targetPort: 8443\n", with: "    targetPort: 8443\n  type: ExternalName\n  externalName: localhost\n")
    try folder.write("applied.yaml", fitted)
    // The definitions of kinds come first, and take a moment.
    try await kubectl(
      """
      kubectl apply -f applied.yaml
      kubectl wait --for=condition=Established --timeout=30s crd --all
      """)
  }

  /// - Returns: what it prints.
  func uninstall(_ flags: String = "") async throws -> [String] {
    try await kubectl("'\(try Repository.program())' uninstall \(flags)").split(separator: "\n").map(String.init)
  }

  // MARK: What the cluster and the pod do

  /// Starts the program with the flags of the Deployment, as its ServiceAccount. Manifests from before there was one say
  /// nothing of certificates: then it gets one, and its authority is put where `--self-signed` would put it.
  func startPod() async throws {
    try await account.write()
    let flags = try await output(
      "kubectl get deployment -n cassette-system cassette -o jsonpath='{.spec.template.spec.containers[0].args[1:]}'")
    let arguments = (try? JSONDecoder().decode([String].self, from: Data(flags.utf8))) ?? []
    let isSelfSigned = arguments.contains("--self-signed")
    var settings = try CassetteServer.Settings(
      certificates: isSelfSigned ? nil : certificates, log: "\(folder.path)/pod.log")
    settings.port = port
    settings.reconciles = !arguments.contains("--no-reconcile")
    settings.arguments =
      ["--kubeconfig", account.path(by: .address)]
      + arguments.filter { !["--no-reconcile", "--self-signed"].contains($0) }
    pod = try await CassetteServer.start(settings)
    if !isSelfSigned { try await publishAuthority() }
    try await waitUntilWebhooksAreCalled()
  }

  private func publishAuthority() async throws {
    try await kubectl(
      """
      authority=$(base64 --wrap=0 <'\(certificates)/ca.crt')
      for kind in validating mutating; do
        configuration=${kind}webhookconfiguration/cassette
        count=$(kubectl get $configuration -o jsonpath='{.webhooks[*].name}' | wc -w)
        patch=$(for ((i = 0; i < count; i++)); do
          printf '{"op": "add", "path": "/webhooks/%d/clientConfig/caBundle", "value": "%s"}\n' $i "$authority"
        done | paste -sd,)
        kubectl patch $configuration --type=json -p "[$patch]"
      done
      """)
  }

  private func waitUntilWebhooksAreCalled() async throws {
    try await wait(for: "the webhooks to be called") {
      let seen = try await output(
        "kubectl create --dry-run=server -o yaml -f '\(Repository.tests)/Inputs/probe.yaml' 2>&1")
      return seen.contains("Warning: ") && seen.contains("concurrentConnections: 10")
    }
  }

  /// As the kubelet does.
  func stopPod() async throws {
    guard let ending = pod else { throw Failure("no pod runs") }
    pod = nil
    ending.send(SIGTERM)
    let code = await ending.exitCode
    guard code == 0 else { throw Failure("the pod ended with \(code)") }
  }

  func killPod() async {
    pod?.send(SIGKILL)
    _ = await pod?.exitCode
    pod = nil
  }
}
