// SPDX-License-Identifier: Apache-2.0

/// A protocol that two peers agree on while they shake hands (RFC 7301). The raw value is its registered name.
package enum ALPNProtocol: String, Sendable, CaseIterable {
  case http2 = "h2"
  case http11 = "http/1.1"

  /// The names as they are sent: each behind a byte with its length.
  static func wireList(_ protocols: [ALPNProtocol]) -> [UInt8] {
    protocols.flatMap { [UInt8($0.rawValue.utf8.count)] + Array($0.rawValue.utf8) }
  }

  /// Where in the list a peer has sent the first protocol is that we prefer; nil if the peer offers none of ours.
  ///
  /// - Parameter offered: names behind their lengths. OpenSSL has checked the form; a list that ends early is read as
  ///   far as it goes.
  static func select(from offered: UnsafeBufferPointer<UInt8>, preferring ours: [ALPNProtocol]) -> Range<Int>? {
    var names: [Range<Int>] = []
    var position = 0
    while position < offered.count {
      let end = position + 1 + Int(offered[position])
      guard end <= offered.count else { break }
      names.append(position + 1..<end)
      position = end
    }
    for protocolOfOurs in ours {
      let found = names.first { offered[$0].elementsEqual(protocolOfOurs.rawValue.utf8) }
      if let found { return found }
    }
    return nil
  }
}
