// SPDX-License-Identifier: Apache-2.0
package import Outbound

/// Sends requests with libcurl, all of them on one thread of its own.
///
/// With the last reference the thread ends; what is still under way then fails as cancelled, streams included.
package final class CurlTransport: HTTPTransport {
  private let mailbox: CurlMailbox
  private let limits: Limits

  /// Fails when there is no memory or no thread to be had.
  package convenience init() throws(TransportError) { try self.init(Limits()) }

  init(_ limits: Limits) throws(TransportError) {
    self.limits = limits
    mailbox = try CurlThread.start(limits)
  }

  deinit { mailbox.close() }

  /// Ends all requests as cancelled, and returns once all connections are closed.
  package func close() async {
    mailbox.close()
    await mailbox.ended()
  }

  package func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    let exchange = CurlExchange(request, .whole(request.responseLimit), mailbox: mailbox)
    exchange.start()
    let body = try await exchange.rest()
    return OutboundResponse(head: try await exchange.head(), body: body)
  }

  package func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    let exchange = CurlExchange(request, .unread(limits.unreadBytes), mailbox: mailbox)
    exchange.start()
    return OutboundStream(head: try await exchange.head(), body: CurlBody(exchange))
  }
}
