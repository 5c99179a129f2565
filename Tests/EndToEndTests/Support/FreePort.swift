// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// A port of the loopback address that nobody listens on.
enum FreePort {
  /// Below the range from which the kernel serves clients, beside that of scripts/control-plane: a port that is free
  /// now stays free while a server restarts.
  private static let range: ClosedRange<UInt16> = 10_000...19_999

  /// Ports that were found and may not be in use yet: tests run side by side.
  private static let promised = Mutex<Set<UInt16>>([])

  static func find() throws -> UInt16 {
    for _ in 0..<200 {
      let port = UInt16.random(in: range)
      if isFree(port), promised.withLock({ $0.insert(port).inserted }) { return port }
    }
    throw Failure("no free port among \(range)")
  }

  /// - Parameter address: by its number; 127.0.0.1 if left out.
  static func isFree(_ port: UInt16, at address: UInt32 = 0x7f00_0001) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    // As the server does, so that connections of the past do not count.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = address.bigEndian
    return withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
