// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// The versions we speak. Older ones are broken, and no API server asks for them.
package enum TLSVersion: Comparable, Sendable, CustomStringConvertible {
  case tls12
  case tls13

  init(wire: Int32) { self = wire == TLS1_2_VERSION ? .tls12 : .tls13 }

  var wire: Int32 {
    switch self {
    case .tls12: TLS1_2_VERSION
    case .tls13: TLS1_3_VERSION
    }
  }

  package var description: String {
    switch self {
    case .tls12: "TLSv1.2"
    case .tls13: "TLSv1.3"
    }
  }
}
