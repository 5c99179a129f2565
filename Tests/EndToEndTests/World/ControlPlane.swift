// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A real etcd and kube-apiserver. They stop by themselves when this process ends, however it ends.
struct ControlPlane {
  let kubeconfig: String
  private let folder: String

  /// - Parameters:
  ///   - folder: is made, and holds everything that belongs to it.
  ///   - admission: a file that says how the API server introduces itself to webhooks; it shows no certificate if left out.
  static func start(in folder: String, admission: String? = nil) async throws -> ControlPlane {
    let owner = ProcessInfo.processInfo.processIdentifier
    // The first time on a machine the API server is compiled.
    let output = try await ShellCommand(
      text: "'\(Repository.controlPlane)' start --dir '\(folder)' --while \(owner) --admission='\(admission ?? "")'",
      seconds: 1800
    ).succeed()
    guard let path = output.split(separator: "\n").last, FileManager.default.fileExists(atPath: String(path)) else {
      throw Failure("scripts/control-plane start printed no kubeconfig: \(output)")
    }
    return ControlPlane(kubeconfig: String(path), folder: folder)
  }

  func stop() async throws {
    _ = try await ShellCommand(text: "'\(Repository.controlPlane)' stop --dir '\(folder)'").succeed()
  }
}
