// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "cassette-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes as editors do: a new file takes the place of the old one.
  func write(_ name: String, _ text: String) throws {
    let folder = URL(filePath: file(name)).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: file(name), atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: file(name))
  }

  /// A symbolic link, which takes the place of one that exists, as kubelet swaps it.
  func link(_ name: String, to target: String) throws {
    let new = file(".new-link")
    try FileManager.default.createSymbolicLink(atPath: new, withDestinationPath: target)
    guard rename(new, file(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
