// SPDX-License-Identifier: Apache-2.0
import Posix
import TestSupport
import Testing

@testable import HTTPServer

/// How the bytes of a peer are cut into reads.
enum Cut: Sendable {
  case whole
  case byteByByte
  case random(seed: UInt64)
}

/// What came of the bytes of one connection on which each request was answered at once.
struct Conversation: Equatable {
  var events: [CodecEvent] = []
  var output = ""
  var phase = CodecPhase.idle

  init(_ bytes: [UInt8], cut: Cut = .whole, limits: Limits = Limits(), answer: HTTPResponse = .ok) {
    var codec = HTTP1Codec(limits: limits, wallClock: { 784_111_777 })
    for piece in Self.pieces(bytes, cut) where codec.phase != .finished {
      codec.receive(piece)
      answerAll(&codec, with: answer)
    }
    phase = codec.phase
  }

  private mutating func answerAll(_ codec: inout HTTP1Codec, with answer: HTTPResponse) {
    repeat {
      while let event = codec.nextEvent() {
        events.append(event)
        codec.answer(event, with: answer)
      }
    } while codec.takeOutput(appendingTo: &output)
  }

  private static func pieces(_ bytes: [UInt8], _ cut: Cut) -> [[UInt8]] {
    var generator = SplitMix64(seed: 0)
    switch cut {
    case .whole: return [bytes]
    case .byteByByte: return bytes.map { [$0] }
    case .random(let seed): generator = SplitMix64(seed: seed)
    }
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...40, using: &generator))
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    return pieces
  }

  var requests: [HTTPRequest] {
    events.compactMap { if case .request(_, let request) = $0 { request } else { nil } }
  }

  var streams: [StreamID] {
    events.compactMap { if case .request(let stream, _) = $0 { stream } else { nil } }
  }

  var refusals: [Refusal] {
    events.compactMap { if case .refusal(_, let refusal) = $0 { refusal } else { nil } }
  }
}

/// The conversation, after checking that it is the same however the bytes are cut.
func converse(
  _ bytes: [UInt8], limits: Limits = Limits(), answer: HTTPResponse = .ok,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Conversation {
  let whole = Conversation(bytes, limits: limits, answer: answer)
  let cuts: [Cut] = [.byteByByte] + (1...5).map { .random(seed: $0) }
  for cut in cuts {
    let other = Conversation(bytes, cut: cut, limits: limits, answer: answer)
    #expect(other == whole, "cut \(cut)", sourceLocation: sourceLocation)
  }
  return whole
}

func converse(
  _ text: String, limits: Limits = Limits(), answer: HTTPResponse = .ok,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Conversation {
  converse(Array(text.utf8), limits: limits, answer: answer, sourceLocation: sourceLocation)
}

extension HTTPResponse {
  static var ok: HTTPResponse { HTTPResponse(status: 200, contentType: "text/plain", body: Array("ok".utf8)) }
}

extension HTTP1Codec {
  mutating func receive(_ bytes: [UInt8]) {
    receive(bytes.span, now: MonotonicTime(nanoseconds: 0))
  }

  mutating func receive(_ text: String) {
    receive(Array(text.utf8))
  }

  mutating func answer(_ event: CodecEvent, with response: HTTPResponse) {
    switch event {
    case .request(let stream, _): respond(response, to: stream)
    case .refusal(let stream, let refusal):
      respond(HTTPResponse(status: refusal.status, contentType: "text/plain", body: []), to: stream)
    case .cancelled: break
    }
  }

  /// False when nothing was pending.
  mutating func takeOutput(appendingTo text: inout String) -> Bool {
    var bytes: [UInt8] = []
    output(into: &bytes, limit: 1 << 20)
    text += String(decoding: bytes, as: UTF8.self)
    return !bytes.isEmpty
  }

  mutating func takeOutput() -> String {
    var text = ""
    while takeOutput(appendingTo: &text) {}
    return text
  }
}
