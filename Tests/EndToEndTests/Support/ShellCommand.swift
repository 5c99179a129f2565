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

  /// Runs it without occupying a thread: other tests share this process.
  func run() async throws -> Outcome {
    let file = FileManager.default.temporaryDirectory.appending(path: "cassette-e2e-\(UUID().uuidString).out")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    let code = try await status(writingTo: handle)
    let output = String(decoding: try Data(contentsOf: file), as: UTF8.self)
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

  private func status(writingTo output: FileHandle) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["--kill-after=2", "\(seconds)", "bash", "-c", text]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ShellCommand.base.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }

  /// Nothing of the user's own configuration, and no proxy, comes between a command and the loopback address.
  private static let base = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": NSHomeDirectory(), "LC_ALL": "C.UTF-8", "TZ": "UTC",
  ]
}
