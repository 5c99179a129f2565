// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The files of this repository.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  struct File: CustomTestStringConvertible, Sendable {
    /// From the root.
    let path: String

    var text: String {
      get throws { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }
    }

    var lines: [Substring] {
      get throws { try text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    var testDescription: String { path }
  }

  /// The Swift files below a folder.
  static func swiftFiles(_ folder: String) -> [File] {
    let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { File(path: "\(folder)/\($0)") }
  }

  /// Everything that is or will be committed; nil where this is no working copy of git.
  static func committedFiles() throws -> [File]? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let names = output.fileHandleForReading.readDataToEndOfFile().split(separator: 0)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? names.map { File(path: String(decoding: $0, as: UTF8.self)) } : nil
  }
}
