// SPDX-License-Identifier: Apache-2.0

/// One descriptor in one `Epoll`, from `add` to `remove`; never equal to an earlier one of the same descriptor number.
package struct EpollRegistration: Hashable, Sendable {
  let descriptor: Int32
  let number: UInt32

  init(descriptor: Int32, number: UInt32) {
    self.descriptor = descriptor
    self.number = number
  }

  /// Both in the 64 bits that the kernel keeps for us and hands back with each event.
  init(packed: UInt64) {
    self.init(descriptor: Int32(truncatingIfNeeded: packed), number: UInt32(packed >> 32))
  }

  var packed: UInt64 { UInt64(number) << 32 | UInt64(UInt32(bitPattern: descriptor)) }
}
