// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A folder with zone files. All reading of files in this module happens here.
struct ZoneFolder: Sendable {
  let path: String

  /// The contents of a regular file below the folder, or nil if there is none or it is larger than `limit` bytes.
  func read(_ name: String, limit: Int) -> [UInt8]? {
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer.
    let descriptor = unsafe open("\(path)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      return nil
    }
    return Self.read(descriptor, count: Int(status.st_size))
  }

  var exists: Bool { unsafe access(path, F_OK) == 0 }

  /// Exactly `count` bytes, or nil if the file has fewer by now.
  private static func read(_ descriptor: CInt, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).baseAddress, count - filled)
      }
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }
}
