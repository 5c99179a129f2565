// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// The sockets of this process.
enum Descriptors {
  /// Those that are connected to a port of this machine.
  static func connected(toPort port: Int) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.filter { descriptor in
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isConnected = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
      }
      return isConnected && Int(UInt16(bigEndian: address.sin_port)) == port
    }
  }

  static func option(_ descriptor: Int32, _ level: Int32, _ option: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, level, option, &value, &length) == 0 ? value : -1
  }
}
