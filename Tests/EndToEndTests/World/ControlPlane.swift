// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An API server to test against. It stops by itself when this process ends, however it ends.
struct ControlPlane: Sendable {
  enum Kind: Sendable {
    /// A real etcd and kube-apiserver.
    case real
    /// The one of `cassette sandbox api`.
    case embedded

    /// Who has no ServiceAccounts has no rights to check either.
    var hasServiceAccounts: Bool { self == .real }

    var places: PlanePlaces { self == .real ? ControlPlane.realPlaces : ControlPlane.embeddedPlaces }
  }

  /// As many as fill two cores.
  private static let realPlaces = PlanePlaces(2)
  private static let embeddedPlaces = PlanePlaces(1)

  /// Of somebody who may do everything.
  let kubeconfig: String
  private let end: @Sendable () async throws -> Void

  /// - Parameters:
  ///   - folder: is made, and holds everything that belongs to it.
  ///   - webhookPort: where the embedded one calls the webhook of the Service `cassette`. For a real one a Service leads
  ///     there.
  ///   - admission: a file that says how a real one introduces itself to webhooks; it shows no certificate if left out.
  static func start(
    _ kind: Kind = .real, in folder: String, webhookPort: UInt16 = 443, admission: String? = nil
  ) async throws -> ControlPlane {
    switch kind {
    case .real: try await startReal(in: folder, admission)
    case .embedded: try await startEmbedded(in: folder, webhookPort)
    }
  }

  /// A real one for a test alone, as `start` starts it, once it is its turn.
  static func startOwn(in folder: String, admission: String? = nil) async throws -> ControlPlane {
    await realPlaces.take()
    do {
      let plane = try await startReal(in: folder, admission)
      return ControlPlane(kubeconfig: plane.kubeconfig) {
        let result: Result<Void, any Error>
        do { result = .success(try await plane.stop()) } catch { result = .failure(error) }
        await realPlaces.giveBack()
        try result.get()
      }
    } catch {
      await realPlaces.giveBack()
      throw error
    }
  }

  /// To be called once.
  func stop() async throws {
    try await end()
  }

  private static func startReal(in folder: String, _ admission: String?) async throws -> ControlPlane {
    let owner = ProcessInfo.processInfo.processIdentifier
    // The first time on a machine the API server is compiled.
    let output = try await ShellCommand(
      text: "'\(Repository.controlPlane)' start --dir '\(folder)' --while \(owner) --admission='\(admission ?? "")'",
      seconds: 1800
    ).succeed()
    guard let path = output.split(separator: "\n").last, FileManager.default.fileExists(atPath: String(path)) else {
      throw Failure("scripts/control-plane start printed no kubeconfig: \(output)")
    }
    return ControlPlane(kubeconfig: String(path)) {
      let outcome = try await ShellCommand(text: "'\(Repository.controlPlane)' stop --dir '\(folder)'").run()
      guard outcome.exitCode == 0 else { throw Failure("scripts/control-plane stop: \(outcome.output)") }
    }
  }

  private static func startEmbedded(in folder: String, _ webhookPort: UInt16) async throws -> ControlPlane {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let kubeconfig = "\(folder)/kubeconfig"
    let server = try LeashedProcess.start(
      [
        try Repository.program(), "sandbox", "api", "--listen", "127.0.0.1:\(try FreePort.find())",
        "--kubeconfig", kubeconfig, "--service", "cassette.cassette-system=127.0.0.1:\(webhookPort)",
      ], log: "\(folder)/api.log")
    do {
      try await wait(for: "the embedded API server to be ready, see \(folder)/api.log") {
        let probe = "kubectl --kubeconfig '\(kubeconfig)' get --raw /readyz"
        return try await ShellCommand(text: "[[ -e '\(kubeconfig)' ]] && \(probe)").run().exitCode == 0
      }
    } catch {
      server.send(SIGKILL)
      throw error
    }
    return ControlPlane(kubeconfig: kubeconfig) {
      server.send(SIGKILL)
      _ = await server.exitCode
    }
  }
}
