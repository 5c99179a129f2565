// SPDX-License-Identifier: Apache-2.0

/// Where a sidecar listens. It speaks plain HTTP and asks nobody who he is.
package struct SidecarEndpoint: Sendable, Hashable {
  package let address: String
  package let port: Int

  /// - Parameters:
  ///   - address: a name or an IP address, an IPv6 one without brackets. What is neither is never reached.
  ///   - port: 4567 is what Icarus listens on, and CassKop has no other.
  package init(address: String, port: Int = 4567) {
    (self.address, self.port) = (address, port)
  }

  /// The root of its URLs, without a slash at the end; nil if there can be no such endpoint. An address comes from
  /// the status of a pod, and must not become part of a path.
  var url: String? {
    guard (1...65_535).contains(port), (1...253).contains(address.utf8.count), address.utf8.allSatisfy(Self.allows)
    else { return nil }
    return "http://\(self)"
  }

  private static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}

extension SidecarEndpoint: CustomStringConvertible {
  /// Host and port as in a URL: `10.0.0.7:4567`, `[fd00::7]:4567`.
  package var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
