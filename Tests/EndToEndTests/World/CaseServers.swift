// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The processes that a case has for itself: sidecars, and reconcilers with the rights of the ServiceAccount that is
/// shipped.
actor CaseServers {
  private let namespace: String
  /// Where logs go.
  private let folder: String
  /// Of somebody who may do everything.
  private let admin: String
  /// Of the reconcilers, as far as cases do not differ.
  private let settings: @Sendable (_ log: String) throws -> CassetteServer.Settings
  /// Few cases have sidecars, and there are fewer networks than cases in all worlds.
  private lazy var network = Result { try FreeNetwork.find() }
  private var sidecars: SidecarProcess?
  private var reconcilers: [String: CassetteServer] = [:]

  init(
    namespace: String, folder: String, admin: String,
    settings: @escaping @Sendable (_ log: String) throws -> CassetteServer.Settings
  ) {
    (self.namespace, self.folder, self.admin, self.settings) = (namespace, folder, admin, settings)
  }

  func startSidecars(_ arguments: [String]) async throws {
    await sidecars?.kill()
    sidecars = try await SidecarProcess.start(
      ["--kubeconfig", admin, "--namespace", namespace, "--network", "\(try network.get())"] + arguments,
      log: "\(folder)/sidecars.log")
  }

  func startReconciler(_ name: String, _ arguments: [String]) async throws {
    var settings = try settings("\(folder)/reconciler-\(name).log")
    settings.reconciles = true
    settings.arguments += ["--namespace", namespace, "--lease", "cassette-system/\(namespace)"] + arguments
    reconcilers[name] = try await CassetteServer.start(settings)
  }

  func end(_ name: String, by signal: Int32) async throws {
    guard let reconciler = reconcilers.removeValue(forKey: name) else { throw Failure("no reconciler \(name) runs") }
    reconciler.send(signal)
    let code = await reconciler.exitCode
    guard code == (signal == SIGKILL ? -SIGKILL : 0) else {
      throw Failure("reconciler \(name) ended with \(code), see \(folder)")
    }
  }

  func stop() async {
    for reconciler in reconcilers.values {
      reconciler.send(SIGKILL)
      _ = await reconciler.exitCode
    }
    reconcilers = [:]
    await sidecars?.kill()
    sidecars = nil
  }
}
