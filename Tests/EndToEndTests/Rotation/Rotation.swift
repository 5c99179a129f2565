// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// A control plane of its own whose webhooks are two replicas of `serve --self-signed`, with the rights that are shipped
/// and with certificates that live for seconds. The API server asks the first; the second shares what there is to share.
struct Rotation {
  /// So that two rotations of the authority, after 30 seconds each, and five of the leaf fit into a minute.
  private static let lifetimes = ["--ca-lifetime", "45s", "--leaf-lifetime", "15s"]

  private let folder: TemporaryFolder
  private let plane: ControlPlane
  private let replicas: [CassetteServer]

  /// Returns when the API server asks the webhooks, and refuses what they do not answer.
  static func start() async throws -> Rotation {
    let folder = try TemporaryFolder()
    let plane = try await ControlPlane.start(in: "\(folder.path)/control-plane")
    do {
      let account = try ServiceAccountKubeconfig(folder: folder, admin: plane.kubeconfig)
      var settings: [CassetteServer.Settings] = []
      for name in ["first", "second"] {
        var own = try CassetteServer.Settings(certificates: nil, log: "\(folder.path)/\(name).log")
        own.arguments = ["--kubeconfig", account.path(by: .address)] + lifetimes
        settings.append(own)
      }
      let webhooks = try WebhookSetup.fail.manifest(port: settings[0].port, authority: nil)
      try await install(webhooks, in: folder, plane)
      try await account.write()
      let first = try await CassetteServer.start(settings[0])
      let rotation = Rotation(
        folder: folder, plane: plane, replicas: [first, try await CassetteServer.start(settings[1])])
      try await rotation.waitUntilAsked()
      return rotation
    } catch {
      try? await plane.stop()
      throw error
    }
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
    try await wait(for: "the API server to trust the webhooks") {
      try await shell("send-alternating-reviews 2 '\(folder.path)'").exitCode == 0
    }
  }

  /// Ends everything after the body, however that ends.
  func finally(_ body: () async throws -> Void) async throws {
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    for replica in replicas { replica.send(SIGKILL) }
    try await plane.stop()
    if case .failure(let error) = result { throw Failure("\(error)\n\(logs)") }
  }

  // MARK: What happens

  /// Sends so many reviews at least, and goes on until the body has returned.
  /// - Returns: how many there were, and which of them were not answered as they should be.
  func sending(reviews count: Int, while body: () async throws -> Void) async throws -> ShellCommand.Outcome {
    let end = "\(folder.path)/end"
    async let sending = shell("send-alternating-reviews \(count) '\(end)'", seconds: 240)
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    try folder.write("end", "")
    let outcome = try await sending
    try result.get()
    return outcome
  }

  /// How many authorities have come and gone.
  func waitUntilRotated(times count: Int) async throws {
    try await wait(for: "\(count) rotations", within: .seconds(180)) {
      logs.ranges(of: "dropping the old authority").count >= count
    }
  }

  /// What `cassette certs` prints of this cluster.
  func certs(_ arguments: String) async throws -> ShellCommand.Outcome {
    try await shell("'\(try Repository.program())' certs \(arguments) 2>&1", seconds: 120)
  }

  private var logs: String {
    ["first", "second"].map { (try? folder.read("\($0).log")) ?? "" }.joined(separator: "\n")
  }

  private func shell(_ text: String, seconds: Int = 60) async throws -> ShellCommand.Outcome {
    let path = ShellCommand.usual["PATH"] ?? ""
    return try await ShellCommand(
      text: text, environment: ["KUBECONFIG": plane.kubeconfig, "PATH": "\(Repository.tests)/Inputs/bin:\(path)"],
      seconds: seconds
    ).run()
  }
}
