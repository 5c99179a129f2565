// SPDX-License-Identifier: Apache-2.0
import Outbound

extension TransportError {
  enum Kind { case unusable, unreachable, untrusted, timedOut, timedOutBeforeConnecting, broken, unreadable, cancelled }

  /// The case, without the words.
  var kind: Kind {
    switch self {
    case .unusable: .unusable
    case .unreachable: .unreachable
    case .untrusted: .untrusted
    case .timedOut(let beforeConnecting, _): beforeConnecting ? .timedOutBeforeConnecting : .timedOut
    case .broken: .broken
    case .unreadable: .unreadable
    case .cancelled: .cancelled
    }
  }
}
