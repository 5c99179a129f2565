// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import TestSupport

/// A control plane of its own whose webhooks are two replicas of `serve --self-signed` behind one address, with the rights
/// that are shipped and with certificates that live for seconds.
final class Rotation: Sendable {
  /// So that two rotations of the authority, after 30 seconds each, and five of the leaf fit into a minute.
  private static let lifetimes = ["--ca-lifetime", "45s", "--leaf-lifetime", "15s"]

  private let folder: TemporaryFolder
  private let plane: ControlPlane
  private let service: ChildProcess
  /// Of two replicas, and of those that take their places.
  private let settings: [CassetteServer.Settings]
  private let replicas = Mutex<[CassetteServer]>([])

  private static let names = ["first", "second", "third", "fourth"]

  /// Returns when the API server asks the webhooks, and refuses what they do not answer.
  static func start() async throws -> Rotation {
    let folder = try TemporaryFolder()
    let plane = try await ControlPlane.startOwn(in: "\(folder.path)/control-plane")
    do {
      let account = try ServiceAccountKubeconfig(folder: folder, admin: plane.kubeconfig)
      var settings: [CassetteServer.Settings] = []
      for name in names {
        var own = try CassetteServer.Settings(certificates: nil, log: "\(folder.path)/\(name).log")
        own.arguments = ["--kubeconfig", account.path(by: .address)] + lifetimes
        settings.append(own)
      }
      let port = try FreePort.find()
      let webhooks = try WebhookSetup.fail.manifest(port: port, authority: nil)
      try await install(webhooks, in: folder, plane)
      try await account.write()
      let service = try LeashedProcess.start(
        ["\(Repository.tests)/Inputs/bin/service", "\(port)"] + settings.map { "\($0.port):\($0.healthPort)" },
        log: "\(folder.path)/service.log")
      let rotation = Rotation(folder, plane, service, settings)
      for _ in 0..<2 { try await rotation.startNext() }
      try await rotation.waitUntilAsked()
      return rotation
    } catch {
      try? await plane.stop()
      throw error
    }
  }

  private init(
    _ folder: TemporaryFolder, _ plane: ControlPlane, _ service: ChildProcess, _ settings: [CassetteServer.Settings]
  ) {
    (self.folder, self.plane, self.service, self.settings) = (folder, plane, service, settings)
  }

  private static func install(_ webhooks: String, in folder: TemporaryFolder, _ plane: ControlPlane) async throws {
    try folder.write("webhooks.yaml", webhooks)
    _ = try await ShellCommand(
      text: """
        export KUBECONFIG='\(plane.kubeconfig)'
        kubectl apply -k '\(Repository.root)/manifests'
        kubectl apply -f '\(Repository.tests)/Inputs/crds'
        kubectl replace --force -f '\(Repository.tests)/Inputs/service.yaml'
        kubectl wait --for=condition=Established crd --all
        kubectl apply -f '\(folder.path)/webhooks.yaml'
        """
    ).succeed()
  }

  private func waitUntilAsked() async throws {
    try folder.write("probe.json", ReviewedPlane.probe)
    try await wait(for: "the API server to trust the webhooks") {
      // The last argument is there already: two answers will do.
      try await shell("send-reviews '\(plane.kubeconfig)' '\(folder.path)/probe.json' 2 '\(folder.path)'").exitCode == 0
    }
  }

  /// Ends everything after the body, however that ends.
  func finally(_ body: () async throws -> Void) async throws {
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    for replica in replicas.withLock({ $0 }) { replica.send(SIGKILL) }
    service.send(SIGKILL)
    try await plane.stop()
    if case .failure(let error) = result { throw Failure("\(error)\n\(logs)") }
  }

  // MARK: What happens

  /// Sends so many reviews at least, good ones and bad ones, and goes on until the body has returned.
  /// - Returns: how many there were.
  /// - Throws: if one of them was not answered as it should be.
  func sending(reviews count: Int, while body: () async throws -> Void) async throws -> Int {
    let sender = try ReviewSender(to: plane.kubeconfig, in: folder, atLeast: count)
    defer { sender.kill() }
    try await body()
    return try await sender.finish()
  }

  /// Starts another replica, then stops the oldest that runs: as a Deployment does it.
  /// - Returns: the exit code of the one that was stopped.
  func replaceOldest() async throws -> Int32 {
    let oldest = replicas.withLock { $0[$0.count - 2] }
    try await startNext()
    oldest.send(SIGTERM)
    return await oldest.exitCode
  }

  private func startNext() async throws {
    let next = try await CassetteServer.start(settings[replicas.withLock { $0.count }])
    replicas.withLock { $0.append(next) }
  }

  /// Returns when the API server trusts none of the authorities any more that it trusts now.
  func waitUntilRotated() async throws {
    let before = try await trusted()
    try await wait(for: "other authorities than now", within: .seconds(120)) {
      let now = try await trusted()
      return !now.isEmpty && now.isDisjoint(with: before)
    }
  }

  /// Those of the validating webhooks' bundles, in PEM.
  private func trusted() async throws -> Set<String> {
    let bundles = try await shell(
      "kubectl get validatingwebhookconfiguration cassette -o jsonpath='{.webhooks[*].clientConfig.caBundle}'")
    let texts = bundles.output.split(separator: " ").compactMap { Data(base64Encoded: String($0)) }
    return Set(
      texts.flatMap { String(decoding: $0, as: UTF8.self).components(separatedBy: "-----END CERTIFICATE-----") }
        .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty })
  }

  /// What `cassette certs` prints of this cluster.
  func certs(_ arguments: String) async throws -> ShellCommand.Outcome {
    try await shell("'\(try Repository.program())' certs \(arguments) 2>&1", seconds: 120)
  }

  private var logs: String {
    Rotation.names.map { (try? folder.read("\($0).log")) ?? "" }.joined(separator: "\n")
  }

  private func shell(_ text: String, seconds: Int = 60) async throws -> ShellCommand.Outcome {
    let path = ShellCommand.usual["PATH"] ?? ""
    return try await ShellCommand(
      text: text, environment: ["KUBECONFIG": plane.kubeconfig, "PATH": "\(Repository.tests)/Inputs/bin:\(path)"],
      seconds: seconds
    ).run()
  }
}
