// SPDX-License-Identifier: Apache-2.0
private import Glibc

enum StandardInput {
  /// All of it, to its end. More than a manifest file may have is not read, so that an endless input has an end.
  static func bytes(limit: Int = 128 << 20) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
