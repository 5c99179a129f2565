// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A part of the loopback network, 127.0.N.0/24, where nobody listens for sidecars.
enum FreeNetwork {
  private static let port: UInt16 = 4_567
  private static let promised = Mutex<Set<UInt8>>([])

  static func find() throws -> UInt8 {
    for _ in 0..<200 {
      let network = UInt8.random(in: 2...254)
      if FreePort.isFree(port, at: 127 << 24 | UInt32(network) << 8 | 1),
        promised.withLock({ $0.insert(network).inserted })
      {
        return network
      }
    }
    throw Failure("no free network among 127.0.2.0 and the others up to 127.0.254.0")
  }
}
