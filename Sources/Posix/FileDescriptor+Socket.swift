// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What sockets of both kinds, listening and connected, need.
extension FileDescriptor {
  borrowing func setOption<Value: BitwiseCopyable>(
    _ level: some BinaryInteger, _ option: Int32, to value: Value
  ) throws(SystemError) {
    let descriptor = rawValue
    var value = value
    try SystemCall.make("setsockopt") {
      setsockopt(descriptor, Int32(level), option, &value, socklen_t(MemoryLayout<Value>.size))
    }
  }

  borrowing func localAddress() throws(SystemError) -> SocketAddress {
    let descriptor = rawValue
    let address = try SocketAddress.filled { address, length throws(SystemError) in
      try SystemCall.make("getsockname") { getsockname(descriptor, address, length) }
    }
    guard let address else { preconditionFailure("descriptor \(descriptor) is no IPv4 or IPv6 socket") }
    return address
  }
}
