// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
private import Glibc

/// Why a file could not be used.
struct FileError: Error, CustomStringConvertible {
  var path: String
  var reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, errno code: Int32) {
    self.init(path: path, reason: unsafe String(cString: strerror(code)))
  }

  var description: String { "\(path): \(reason)" }
}
