// SPDX-License-Identifier: Apache-2.0
internal import Outbound

/// Hands out what is received, and ends the request with itself.
final class CurlBody: OutboundBody {
  private let exchange: CurlExchange

  init(_ exchange: CurlExchange) { self.exchange = exchange }

  deinit { exchange.cancel() }

  func next() async throws(TransportError) -> [UInt8]? { try await exchange.piece() }
}
