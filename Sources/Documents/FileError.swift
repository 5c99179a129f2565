// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// Why a file or folder could not be used.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  package var path: String
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// - Parameter code: as a system call left it in `errno`.
  package init(path: String, errno code: Int32) {
    self.init(path: path, reason: unsafe String(cString: strerror(code)))
  }

  package var description: String { "\(path): \(reason)" }
}
