// SPDX-License-Identifier: Apache-2.0

/// Frames by hand, for what a well-behaved library would not send.
enum RawFrames {
  static let magic = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  static let preface = magic + frame(4, stream: 0)
  static let endStream: UInt8 = 0x1
  static let endHeaders: UInt8 = 0x4

  static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
    let length = payload.count
    return [UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags] + word(stream) + payload
  }

  static func headers(
    _ stream: UInt32, _ fields: [(String, String)], flags: UInt8 = endHeaders | endStream
  ) -> [UInt8] {
    frame(1, flags: flags, stream: stream, block(fields))
  }

  static func get(_ stream: UInt32, flags: UInt8 = endHeaders | endStream) -> [UInt8] {
    headers(stream, pseudo("GET"), flags: flags)
  }

  static func post(_ stream: UInt32, _ fields: [(String, String)] = []) -> [UInt8] {
    headers(stream, pseudo("POST") + fields, flags: endHeaders)
  }

  static func data(_ stream: UInt32, _ bytes: [UInt8], last: Bool = false) -> [UInt8] {
    frame(0, flags: last ? endStream : 0, stream: stream, bytes)
  }

  static func continuation(_ stream: UInt32, _ fields: [(String, String)] = [], last: Bool = false) -> [UInt8] {
    frame(9, flags: last ? endHeaders : 0, stream: stream, block(fields))
  }

  static func reset(_ stream: UInt32) -> [UInt8] { frame(3, stream: stream, word(8)) }
  static func ping() -> [UInt8] { frame(6, stream: 0, Array(repeating: 7, count: 8)) }
  static func settings() -> [UInt8] { frame(4, stream: 0) }
  static func priority(_ stream: UInt32) -> [UInt8] { frame(2, stream: stream, word(0) + [15]) }
  static func windowUpdate(_ stream: UInt32, _ bytes: UInt32) -> [UInt8] { frame(8, stream: stream, word(bytes)) }

  static func pseudo(_ method: String) -> [(String, String)] {
    [(":method", method), (":scheme", "https"), (":path", "/validate"), (":authority", "cassette.svc")]
  }

  /// Literal fields that are never indexed, so that one block does not depend on another.
  private static func block(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { [0x10] + literal($0.0) + literal($0.1) }
  }

  /// A length with a prefix of seven bits (RFC 7541, section 5.1) and the bytes.
  private static func literal(_ text: String) -> [UInt8] {
    let count = text.utf8.count
    guard count >= 127 else { return [UInt8(count)] + text.utf8 }
    var rest = count - 127
    var bytes: [UInt8] = [127]
    while rest >= 128 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)] + text.utf8
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

/// A frame that the codec has sent.
struct SentFrame: Equatable {
  var type: UInt8
  var flags: UInt8
  var stream: UInt32
  var payload: [UInt8]

  /// Of RST_STREAM, or of GOAWAY, whose first word is the last stream.
  var errorCode: UInt8? { type == 3 ? payload[3] : type == 7 ? payload[7] : nil }

  /// Of GOAWAY.
  var lastStream: UInt32? { type == 7 ? payload[..<4].reduce(0) { $0 << 8 | UInt32($1) } : nil }

  static func all(in bytes: [UInt8]) -> [SentFrame] {
    var frames: [SentFrame] = []
    var rest = bytes[...]
    while rest.count >= 9 {
      let head = Array(rest.prefix(9))
      let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
      let stream = head[5...8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      frames.append(
        SentFrame(type: head[3], flags: head[4], stream: stream, payload: Array(rest.dropFirst(9).prefix(length))))
      rest = rest.dropFirst(9 + length)
    }
    return frames
  }
}
