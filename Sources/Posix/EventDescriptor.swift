// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// A bell another thread can ring: an eventfd, readable from the first ring until it is silenced.
package struct EventDescriptor: ~Copyable, Sendable {
  package let descriptor: FileDescriptor

  package init() throws(SystemError) {
    let flags = Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)
    descriptor = FileDescriptor(owning: try SystemCall.make("eventfd") { eventfd(0, flags) })
  }

  /// Makes the descriptor readable. Safe from any thread; many rings before one `silence` are one.
  package borrowing func ring() throws(SystemError) {
    var one: UInt64 = 1
    // "Would block" means that the counter is full: it rings already.
    _ = try withUnsafeBytes(of: &one) { bytes throws(SystemError) in try descriptor.write(bytes.bytes) }
  }

  /// Makes the descriptor unreadable until the next `ring`.
  package borrowing func silence() throws(SystemError) {
    var count: UInt64 = 0
    _ = try withUnsafeMutableBytes(of: &count) { bytes throws(SystemError) in
      var span = bytes.mutableBytes
      return try descriptor.read(into: &span)
    }
  }
}
