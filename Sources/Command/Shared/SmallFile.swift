// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials

/// Files that are read whole, such as certificates.
enum SmallFile {
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(path: path, reason: "the file cannot be read")
    }
    return Array(data)
  }
}
