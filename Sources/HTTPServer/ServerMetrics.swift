// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// What one listener has done since its start. Counted on the loops, read from any thread.
package final class ServerMetrics: Sendable {
  package struct Snapshot: Sendable, Equatable {
    package var connectionsOpen = 0
    package var connections = 0
    /// Dropped before they asked anything, because the server was full.
    package var connectionsShed = 0
    package var handshakes = 0
    package var handshakesFailed = 0
    /// Failed handshakes with clients that showed no certificate, or one that is not trusted.
    package var clientsWithoutTrust = 0
    /// Connections of clients whose certificate has a name that is not allowed.
    package var clientsOfOtherName = 0
    package var requests = 0
    package var bytesReceived = 0
    package var bytesSent = 0
    /// Requests that the server answered itself, by status.
    package var refusals: [Int: Int] = [:]
  }

  let connectionsOpen = Atomic<Int>(0)
  let connections = Atomic<Int>(0)
  let connectionsShed = Atomic<Int>(0)
  let handshakes = Atomic<Int>(0)
  let handshakesFailed = Atomic<Int>(0)
  let clientsWithoutTrust = Atomic<Int>(0)
  let clientsOfOtherName = Atomic<Int>(0)
  let requests = Atomic<Int>(0)
  let bytesReceived = Atomic<Int>(0)
  let bytesSent = Atomic<Int>(0)
  private let refusals = Mutex<[Int: Int]>([:])

  package init() {}

  func refused(_ status: Int) { refusals.withLock { $0[status, default: 0] += 1 } }

  package var snapshot: Snapshot {
    Snapshot(
      connectionsOpen: connectionsOpen.load(ordering: .relaxed),
      connections: connections.load(ordering: .relaxed),
      connectionsShed: connectionsShed.load(ordering: .relaxed),
      handshakes: handshakes.load(ordering: .relaxed),
      handshakesFailed: handshakesFailed.load(ordering: .relaxed),
      clientsWithoutTrust: clientsWithoutTrust.load(ordering: .relaxed),
      clientsOfOtherName: clientsOfOtherName.load(ordering: .relaxed),
      requests: requests.load(ordering: .relaxed),
      bytesReceived: bytesReceived.load(ordering: .relaxed),
      bytesSent: bytesSent.load(ordering: .relaxed),
      refusals: refusals.withLock { $0 })
  }
}

extension Atomic where Value == Int {
  /// Counters order nothing but themselves.
  func count(_ amount: Int = 1) { add(amount, ordering: .relaxed) }
}
