// SPDX-License-Identifier: Apache-2.0
import Outbound

/// The way from one replica to the sidecars.
struct ReplicaTransport: HTTPTransport {
  let world: World
  let replica: Replica

  func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    let fate = await world.fate(of: replica)
    guard fate.isDone else {
      guard replica.isAlive else { throw .cancelled }
      // The time is over for us, and the request is still on its way.
      if fate.isLate { world.deliverLater(request) }
      throw fate.isLate ? .timedOut(beforeConnecting: false, "no answer") : .unreachable("connection refused")
    }
    let response = try await world.send(request)
    guard await world.arrives(fate, replica) else {
      throw replica.isAlive ? .broken("connection reset") : .cancelled
    }
    return response
  }

  func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    throw .unusable("sidecars do not stream")
  }
}
