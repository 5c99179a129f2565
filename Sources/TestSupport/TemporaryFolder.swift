// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
private import Glibc

/// A folder of a test's own, which nobody else may read, and which is gone when nobody holds this any more.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "cassette-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes as editors do: a new file takes the place of the old one. Folders in the name are made.
  package func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  package func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(filePath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url, options: .atomic)
  }

  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: file(name))
  }

  /// As `ls` would show it: 0o600.
  package func permissions(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
  }

  /// A symbolic link, which takes the place of one that exists, as kubelet swaps it.
  package func link(_ name: String, to target: String) throws {
    let new = file(".new-link")
    try FileManager.default.createSymbolicLink(atPath: new, withDestinationPath: target)
    guard unsafe rename(new, file(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
