// SPDX-License-Identifier: Apache-2.0
import Posix

@testable import HTTPServer

/// Feeds a codec and takes what comes out, at a time that the test sets.
final class HTTP2CodecDriver {
  let codec: HTTP2Codec
  var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
  private(set) var frames: [SentFrame] = []

  init(limits: Limits = Limits(), greeted: Bool = true) {
    codec = HTTP2Codec(limits: limits, now: now)
    if greeted { send(RawFrames.preface) }
  }

  /// What the client sends, and the events that follow from it.
  @discardableResult
  func send(_ bytes: [UInt8]) -> [CodecEvent] {
    codec.receive(bytes.span, now: now)
    return events()
  }

  func events() -> [CodecEvent] {
    var events: [CodecEvent] = []
    while let event = codec.nextEvent() { events.append(event) }
    return events
  }

  /// The frames that the codec sends now.
  @discardableResult
  func pull() -> [SentFrame] {
    let sent = SentFrame.all(in: bytes())
    frames += sent
    return sent
  }

  /// The bytes that the codec sends now, all of them.
  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    codec.output(into: &bytes, limit: .max)
    return bytes
  }

  func respond(_ stream: Int32, status: Int = 200, body: [UInt8] = Array("ok".utf8)) {
    codec.respond(
      HTTPResponse(status: status, contentType: "application/json", body: body), to: StreamID(number: stream))
  }

  var goAwayCode: UInt8? { frames.last { $0.type == 7 }?.errorCode }
}

extension CodecEvent {
  var asRequest: HTTPRequest? {
    if case .request(_, let request) = self { request } else { nil }
  }

  var asRefusal: Refusal? {
    if case .refusal(_, let refusal) = self { refusal } else { nil }
  }

  var streamNumber: Int32 {
    switch self {
    case .request(let stream, _), .refusal(let stream, _), .cancelled(let stream): stream.number
    }
  }
}
