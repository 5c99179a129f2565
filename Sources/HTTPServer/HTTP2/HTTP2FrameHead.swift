// SPDX-License-Identifier: Apache-2.0

/// What the nine octets before each frame say (RFC 9113, section 4.1).
struct HTTP2FrameHead: Sendable, Equatable {
  enum Kind: UInt8, Sendable {
    case data, headers, priority, resetStream, settings, pushPromise, ping, goAway, windowUpdate, continuation
  }

  private static let endStream: UInt8 = 0x1

  /// Nil for an extension that we do not know.
  var kind: Kind?
  var flags: UInt8 = 0
  /// Of the payload, in bytes.
  var length: Int
  var stream: Int32

  var endsStream: Bool {
    (kind == .data || kind == .headers) && flags & Self.endStream != 0
  }
}
