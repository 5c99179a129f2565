// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// Names a request within its connection: the HTTP/2 stream identifier, or a count of the HTTP/1.1 requests.
struct StreamID: Hashable, Sendable {
  var number: Int32
}

enum CodecEvent: Sendable, Equatable {
  /// To be answered by `respond(_:to:)`, unless `cancelled` comes first.
  case request(StreamID, HTTPRequest)
  /// To be answered like a request, with the response that the application renders for it.
  case refusal(StreamID, Refusal)
  /// The peer has given up: an answer to this stream is dropped.
  case cancelled(StreamID)
}

/// What the connection waits for, from which its deadlines follow.
enum CodecPhase: Sendable, Equatable {
  /// Between requests: nothing of a next one has arrived.
  case idle
  /// A head has begun and is not complete.
  case receivingHead
  /// At least one body is incomplete, or over HTTP/2 an answer waits for the peer to open its window; and nothing is
  /// being answered.
  case receivingBody
  /// At least one request waits for its answer.
  case answering
  /// Only answers that are still being made, of which all that is there has been sent.
  case streaming
  /// No more bytes are wanted; once the output is written the connection ends.
  case finished
}

/// One protocol on one connection: bytes in, events out; responses in, bytes out. Knows no socket, no TLS and no clock
/// but the instants it is handed, so it is tested with values.
protocol Codec: ~Copyable {
  /// Takes what the peer sent, all of it, and keeps no more of it than the limits allow.
  mutating func receive(_ bytes: Span<UInt8>, now: MonotonicTime)

  /// The next thing that happened, in order; nil when nothing can happen before more bytes come, a request is answered
  /// or output is taken, after each of which it is asked again.
  mutating func nextEvent() -> CodecEvent?

  mutating func respond(_ response: HTTPResponse, to stream: StreamID)

  /// There is more of the body of an answer that is being made, or its end.
  mutating func bodyGrew(of stream: StreamID)

  /// Appends pending output to `buffer` until it holds about `limit` bytes or nothing is pending.
  mutating func output(into buffer: inout [UInt8], limit: Int)

  /// False while the codec holds as much as it may; the connection then stops reading the socket.
  var wantsInput: Bool { get }

  var phase: CodecPhase { get }

  /// Bytes of request bodies that it holds for requests not handed out yet.
  var heldBodyBytes: Int { get }

  /// The server has no room for the bodies that the peer is sending: refuses them with 503.
  mutating func outOfRoom()

  /// The peer took too long over the request it is sending: refuses it with 408 (HTTP/1.1) or resets it (HTTP/2).
  mutating func timedOut()

  /// Asks the peer to begin nothing new here: `Connection: close` on the next answer, or GOAWAY. What it has sent before
  /// it knows is answered, so an idle connection goes on.
  mutating func announceEnd()

  /// As `announceEnd`, but no more requests are taken: an idle connection is finished.
  mutating func drain()
}
