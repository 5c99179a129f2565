// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A command line for bash, with everything it may depend on.
struct ShellCommand {
  struct Outcome {
    /// Standard output and standard error as a person at a terminal sees them, one after the other.
    var output: String
    var exitCode: Int32
  }

  /// What `timeout` of coreutils exits with.
  private static let timedOut: Int32 = 124

  var text: String
  var folder = Repository.root
  var environment: [String: String] = [:]
  /// Afterwards the command and all it has started are killed, and that is an error.
  var seconds = 60

  /// Runs it without occupying a thread of the pool: other tests share this process.
  func run() async throws -> Outcome {
    let file = FileManager.default.temporaryDirectory.appending(path: "cassette-e2e-\(UUID().uuidString).out").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let process = try ChildProcess(
      [
        "/usr/bin/env", "--chdir=\(folder)", "timeout", "--kill-after=2", "\(seconds)", "bash", "-o", "pipefail", "-c",
        text,
      ],
      environment: ShellCommand.usual.merging(environment) { $1 }, output: file)
    let code = await process.exitCode
    let output = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    guard code != ShellCommand.timedOut else {
      throw Failure("not finished within \(seconds) s: \(text)\n\(output)")
    }
    return Outcome(output: output, exitCode: code)
  }

  /// Runs it and gives its output; any exit code but 0 is an error.
  func succeed() async throws -> String {
    let outcome = try await run()
    guard outcome.exitCode == 0 else { throw Failure("\(text)\nexit code \(outcome.exitCode): \(outcome.output)") }
    return outcome.output
  }

  /// Nothing of the user's own configuration, and no proxy, comes between a command and the loopback address.
  static let usual = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": NSHomeDirectory(), "LC_ALL": "C.UTF-8", "TZ": "UTC",
  ]
}
