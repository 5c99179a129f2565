// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The README as a reader takes it: each command is typed, and what comes of it is what stands there.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(5)))
struct TourTests {
  @Test("the tour of the README is true")
  func tour() async throws {
    let folder = try TemporaryFolder()
    var blocks = try ReadmeTour().blocks[...]
    guard case .command(let start) = blocks.popFirst()?.parts.first else { throw Failure("the tour has no start") }
    #expect(start.command == "make run")
    let sandbox = try await SandboxProcess.start(in: folder.path, ["--network", "\(try FreeNetwork.find())"])
    do {
      compare(start, try sandbox.output().split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      for part in blocks.flatMap(\.parts) {
        guard case .command(let step) = part else { continue }
        let command = ShellCommand(text: step.command, environment: try environment(sandbox))
        compare(step, Transcript.Step.output(of: try await command.run()))
      }
    } catch {
      await sandbox.stop()
      throw error
    }
    #expect(await sandbox.stop() == 0)
  }

  /// As after `export KUBECONFIG=…`, with the program in the path.
  private func environment(_ sandbox: SandboxProcess) throws -> [String: String] {
    let programs = URL(filePath: try Repository.program()).deletingLastPathComponent().path
    return [
      "KUBECONFIG": sandbox.kubeconfig, "PATH": "\(programs):\(ShellCommand.usual["PATH"] ?? "")",
    ]
  }

  private func compare(_ step: Transcript.Step, _ found: [String]) {
    let (expected, found) = (ReadmeTour.masked(step.output), ReadmeTour.masked(found))
    guard expected != found else { return }
    Issue.record(
      "$ \(step.command)\nexpected:\n\(expected.joined(separator: "\n"))\n\nfound:\n\(found.joined(separator: "\n"))")
  }
}
