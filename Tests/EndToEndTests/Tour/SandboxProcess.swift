// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A running `cassette sandbox`. It is killed when this process ends, however it ends.
final class SandboxProcess: Sendable {
  private let process: ChildProcess
  private let log: String
  let kubeconfig: String

  /// Returns when it says that it is ready.
  static func start(in folder: String, _ arguments: [String] = []) async throws -> SandboxProcess {
    let log = "\(folder)/sandbox.log"
    try "".write(toFile: log, atomically: true, encoding: .utf8)
    let kubeconfig = "\(folder)/sandbox.kubeconfig"
    let command = [try Repository.program(), "sandbox", "--kubeconfig", kubeconfig] + arguments
    let sandbox = SandboxProcess(try LeashedProcess.start(command, log: log), log, kubeconfig)
    do {
      try await wait(for: "the sandbox to be ready") { try sandbox.output().contains("Ctrl-C ends it.") }
    } catch {
      await sandbox.stop()
      throw Failure("\(error)\n\((try? sandbox.output()) ?? "")")
    }
    return sandbox
  }

  private init(_ process: ChildProcess, _ log: String, _ kubeconfig: String) {
    (self.process, self.log, self.kubeconfig) = (process, log, kubeconfig)
  }

  func output() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }

  /// As Ctrl-C does.
  /// - Returns: its exit code.
  @discardableResult
  func stop() async -> Int32 {
    process.send(SIGINT)
    return await process.exitCode
  }

  /// Without a word.
  func kill() async {
    process.send(SIGKILL)
    _ = await process.exitCode
  }
}
