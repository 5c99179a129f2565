// SPDX-License-Identifier: Apache-2.0

/// One HTTP request to somewhere else, as a value.
package struct OutboundRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method
  /// Absolute, `http` or `https`, percent-encoded.
  package var url: String
  package var fields: [OutboundField]
  package var body: [UInt8]
  package var timeouts: OutboundTimeouts
  /// Nil for what may go over plain HTTP.
  package var security: OutboundSecurity?
  package var proxy: OutboundProxy
  /// Bytes of body that a whole response may have; what is longer is an error. Streams have no bound.
  package var responseLimit: Int
  /// Whether no harm is done if the server gets it twice. A kept connection may turn out to be closed once the request
  /// is on its way, and then it is sent again, or is lost. What may not be repeated gets a connection of its own, and is
  /// sent once at most.
  package var isRepeatable: Bool

  /// 16 MiB: a page of a list has at most 500 objects, and one object at most 1.5 MiB (etcd's limit for a request).
  package static let usualResponseLimit = 16 << 20

  package init(
    _ method: Method, _ url: String, fields: [OutboundField] = [], body: [UInt8] = [],
    timeouts: OutboundTimeouts = OutboundTimeouts(), security: OutboundSecurity? = nil,
    proxy: OutboundProxy = .none, responseLimit: Int = usualResponseLimit,
    isRepeatable: Bool = true
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.timeouts = timeouts
    self.security = security
    self.proxy = proxy
    self.responseLimit = responseLimit
    self.isRepeatable = isRepeatable
  }
}
