// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// The program itself, as the build left it.
enum Program {
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Beside the tests: swift test passes where these are.
  static let executable: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "cassette").path
  }()

  /// Runs to its end.
  static func run(_ arguments: String..., input: String = "", folder: String? = nil) throws -> Result {
    try run(executable, arguments, input: input, folder: folder)
  }

  /// - Parameter executable: looked for in PATH unless it has a slash.
  static func run(
    _ executable: String, _ arguments: [String], input: String = "", folder: String? = nil
  ) throws -> Result {
    let files = try TemporaryFolder()
    try files.write("input", input)
    let process = Process()
    process.executableURL = URL(filePath: executable.contains("/") ? executable : "/usr/bin/env")
    process.arguments = (executable.contains("/") ? [] : [executable]) + arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    // Files, not pipes: nobody has to read one while the other is full.
    for name in ["output", "errors"] { try files.write(name, "") }
    process.standardInput = FileHandle(forReadingAtPath: files.file("input"))
    process.standardOutput = FileHandle(forWritingAtPath: files.file("output"))
    process.standardError = FileHandle(forWritingAtPath: files.file("errors"))
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try files.read("output"), errors: try files.read("errors"))
  }
}
