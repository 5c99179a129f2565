// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// An open descriptor and the duty to close it.
///
/// It cannot be copied, so there is one owner, and a use after `close` does not compile. Forgotten, it closes itself.
package struct FileDescriptor: ~Copyable, Sendable {
  /// The kernel's number, for calls that take one. It is valid only while this value lives: never store it.
  package let rawValue: Int32

  /// Takes over a descriptor that nobody else will close.
  package init(owning rawValue: Int32) {
    precondition(rawValue >= 0, "\(rawValue) is not a descriptor")
    self.rawValue = rawValue
  }

  /// A failure has nobody left to be told.
  deinit { try? Self.close(rawValue) }

  /// Reads at most as many bytes as fit. `.done(0)` is the end of the stream (if there was room for a byte).
  package borrowing func read(into buffer: inout MutableRawSpan) throws(SystemError) -> SystemCallResult {
    let descriptor = rawValue
    return try buffer.withUnsafeMutableBytes { bytes throws(SystemError) in
      try SystemCall.makeNonblocking("read") { Glibc.read(descriptor, bytes.baseAddress, bytes.count) }
    }
  }

  /// Writes what the kernel takes now, which may be fewer bytes than given.
  package borrowing func write(_ bytes: RawSpan) throws(SystemError) -> SystemCallResult {
    let descriptor = rawValue
    return try bytes.withUnsafeBytes { bytes throws(SystemError) in
      try SystemCall.makeNonblocking("write") { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
    }
  }

  /// Closes now, for an owner who wants to know of a failure (a file's data may be lost only here).
  package consuming func close() throws(SystemError) {
    let descriptor = rawValue
    discard self
    try Self.close(descriptor)
  }

  /// Gives the number and the duty to close it to the caller, to cross a border that only copyable values can cross.
  package consuming func release() -> Int32 {
    let descriptor = rawValue
    discard self
    return descriptor
  }

  /// Not through the door: Linux has freed the number even when it answers EINTR, and by the time of a second try it
  /// may belong to another thread's new connection.
  private static func close(_ descriptor: Int32) throws(SystemError) {
    guard Glibc.close(descriptor) == -1 else { return }
    let code = errno
    precondition(code != EBADF, "descriptor \(descriptor) was closed twice")
    if code != EINTR { throw SystemError(call: "close", code: code) }
  }
}
