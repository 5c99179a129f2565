// SPDX-License-Identifier: Apache-2.0

/// What carries requests. libcurl does in the program; memory does in tests.
///
/// Cancelling the task that waits ends the request at once, with `TransportError.cancelled`.
package protocol HTTPTransport: Sendable {
  /// Sends a request and reads the whole response, whatever its status.
  func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse

  /// Sends a request and returns as soon as the head of the response is there; the body comes piece by piece.
  func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream
}

/// A response whose body is still coming. Whoever reads slowly slows the sender down: what waits here is bounded.
package struct OutboundStream: Sendable {
  package let head: OutboundHead
  private let body: any OutboundBody

  package init(head: OutboundHead, body: any OutboundBody) {
    self.head = head
    self.body = body
  }

  /// The next bytes, at least one; nil once the response has come to its proper end. A connection that is cut is an error.
  package func next() async throws(TransportError) -> [UInt8]? {
    try await body.next()
  }
}

/// The body of a stream. The request ends when the last reference to it goes away.
package protocol OutboundBody: AnyObject, Sendable {
  func next() async throws(TransportError) -> [UInt8]?
}
