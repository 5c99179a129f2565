// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// Reads files whole, but never beyond a bound: a path may lead to a device or a pipe that has no end.
package enum FileBytes {
  /// - Parameter limit: a file with more bytes is refused.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    guard let bytes = try readIfPresent(path, limit: limit) else { throw FileError(path: path, errno: ENOENT) }
    return bytes
  }

  /// Nil if there is no such file.
  package static func readIfPresent(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw FileError(path: path, errno: errno) }
      return nil
    }
    defer { close(descriptor) }
    return try read(descriptor, path, limit: limit)
  }

  /// All that is left of standard input, called `name` in errors.
  package static func standardInput(_ name: String, limit: Int) throws(FileError) -> [UInt8] {
    try read(STDIN_FILENO, name, limit: limit)
  }

  private static func read(_ descriptor: Int32, _ path: String, limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw FileError(path: path, errno: errno)
      }
    }
    throw FileError(path: path, reason: "it has more than the \(limit) bytes that are read of a file")
  }
}
