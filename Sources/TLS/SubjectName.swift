// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// A name that a server's certificate is good for.
package enum SubjectName: Hashable, Sendable, CustomStringConvertible {
  /// In lower case.
  case dns(String)
  /// Four or sixteen bytes.
  case ip([UInt8])

  /// Reads an IP address, or else a DNS name, whose first label may be `*`.
  package init(_ text: String) throws(TLSError) {
    if let address = Self.address(text) {
      self = .ip(address)
    } else if let name = Self.dns(parsing: text) {
      self = name
    } else {
      throw TLSError(
        operation: "use \"\(text)\" as the name of a server",
        reasons: ["it is neither an IP address nor a DNS name (letters, digits and hyphens between dots)"])
    }
  }

  /// `webhook.cassette.svc`, `127.0.0.1`, `0:0:0:0:0:0:0:1`
  package var description: String {
    switch self {
    case .dns(let name): name
    case .ip(let bytes) where bytes.count == 4: bytes.map(String.init).joined(separator: ".")
    case .ip(let bytes):
      stride(from: 0, to: bytes.count - 1, by: 2)
        .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
        .joined(separator: ":")
    }
  }

  /// Nil for what cannot be a DNS name.
  static func dns(parsing text: String) -> SubjectName? { isName(text) ? .dns(text.lowercased()) : nil }

  private static func address(_ text: String) -> [UInt8]? {
    guard let octets = a2i_IPADDRESS(text) else {
      ERR_clear_error()
      return nil
    }
    defer { ASN1_OCTET_STRING_free(octets) }
    return Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(octets), count: Int(ASN1_STRING_length(octets))))
  }

  /// RFC 1123: at most 253 characters, labels of 1 to 63 that neither begin nor end with a hyphen.
  private static func isName(_ text: String) -> Bool {
    var labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if labels.count > 1, labels[0].elementsEqual("*".utf8) { labels.removeFirst() }
    return text.utf8.count <= 253 && labels.allSatisfy(isLabel)
  }

  private static func isLabel(_ label: String.UTF8View.SubSequence) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen:
          true
        default: false
        }
      }
  }
}
