// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A running `cassette sandbox sidecars`. It is killed when this process ends, however it ends.
final class SidecarProcess: Sendable {
  private let process: ChildProcess

  /// Returns when all pods are there and all sidecars listen.
  static func start(_ arguments: [String], log: String) async throws -> SidecarProcess {
    try "".write(toFile: log, atomically: true, encoding: .utf8)
    let sidecars = SidecarProcess(
      try LeashedProcess.start(
        [try Repository.program(), "sandbox", "sidecars", "--cluster", "demo"] + arguments, log: log))
    do {
      try await wait(for: "the sidecars to be ready: \(log)") {
        try String(contentsOfFile: log, encoding: .utf8).contains("ready: ")
      }
    } catch {
      await sidecars.kill()
      throw Failure("\(error)\n\((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
    }
    return sidecars
  }

  private init(_ process: ChildProcess) { self.process = process }

  func kill() async {
    process.send(SIGKILL)
    _ = await process.exitCode
  }
}
