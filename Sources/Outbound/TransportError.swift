// SPDX-License-Identifier: Apache-2.0

/// Why there is no response.
package enum TransportError: Error, Sendable, Equatable {
  /// The request cannot be sent as it is: a URL that is none, a certificate that cannot be read.
  case unusable(String)
  /// No connection: no such name, refused, unreachable.
  case unreachable(String)
  /// No agreement on TLS: an authority we do not trust, another name, a refused client certificate.
  case untrusted(String)
  /// Over one of the time-outs of the request. `beforeConnecting`: nothing was sent.
  case timedOut(beforeConnecting: Bool, String)
  /// The connection broke after it was made; nobody can say whether the request was acted upon.
  case broken(String)
  /// The response is longer than the request allows, or is not HTTP.
  case unreadable(String)
  case cancelled

  /// Whether the other side may have received the request, so that sending it again may do the thing twice.
  package var mayHaveArrived: Bool {
    switch self {
    case .unusable, .unreachable, .untrusted: false
    case .timedOut(let beforeConnecting, _): !beforeConnecting
    case .broken, .unreadable, .cancelled: true
    }
  }
}

extension TransportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unusable(let reason), .unreachable(let reason), .untrusted(let reason), .timedOut(_, let reason),
      .broken(let reason), .unreadable(let reason):
      reason
    case .cancelled: "the request was cancelled"
    }
  }
}
