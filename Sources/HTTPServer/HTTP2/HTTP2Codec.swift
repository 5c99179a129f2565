// SPDX-License-Identifier: Apache-2.0
private import DequeModule
internal import Posix

/// HTTP/2 (RFC 9113) on one connection. nghttp2 knows the frames, the compression, the windows and the rules of a
/// message; here is what it leaves to us: which requests exist and how far they are, how much may be held, and when a
/// peer has asked for too much. What nghttp2 reports comes in by `HTTP2Codec+Peer.swift`.
///
/// A class because the session calls it back by its address.
final class HTTP2Codec: Codec {
  /// Why the connection had to end, for the log; nil as long as the peer keeps the rules.
  private(set) var failure: String?

  let limits: Limits
  let session: HTTP2Session
  var streams: [Int32: HTTP2Stream] = [:]
  var credit: BodyCredit
  var floodGuard: FloodGuard
  /// The time of the last call that brought one.
  var now: MonotonicTime
  /// The client's preface is complete.
  var isGreeted = false
  /// nghttp2's words about the last frame it could not accept; the reason of a GOAWAY, if one follows.
  var lastInvalidFrame: String?
  private(set) var isDraining = false
  /// Nothing that arrives counts any more; a GOAWAY may be left to send.
  private var isEnded = false
  /// nghttp2 must not be called any more but to free its session.
  private var isBroken = false
  private var events: Deque<CodecEvent> = []
  private var nextSweep: MonotonicTime

  init(limits: Limits, now: MonotonicTime) {
    self.limits = limits
    self.now = now
    nextSweep = now
    session = HTTP2Session(limits: limits)
    credit = BodyCredit(shared: limits.sharedBodyBytes)
    floodGuard = FloodGuard(limits: limits)
    session.setOwner(self)
  }

  func receive(_ bytes: Span<UInt8>, now: MonotonicTime) {
    self.now = now
    guard !isFinished else { return }
    if let reason = bytes.withUnsafeBufferPointer({ session.receive($0) }) { abandon(reason) }
    sweep()
  }

  func nextEvent() -> CodecEvent? {
    events.popFirst()
  }

  func respond(_ response: HTTPResponse, to stream: StreamID) {
    guard !isBroken, let entry = streams[stream.number], entry.state == .answering else { return }
    release(stream.number)
    let hasBody = (!response.body.isEmpty || response.stream != nil) && !entry.assembler.isHead
    if !hasBody { response.stream?.abandon() }
    entry.respond(with: hasBody ? response.body : [], source: hasBody ? response.stream : nil)
    session.respond(HeaderBlock(response), hasBody: hasBody, to: stream.number)
  }

  func bodyGrew(of stream: StreamID) {
    guard !isBroken, streams[stream.number]?.source != nil else { return }
    session.resume(stream.number)
  }

  func output(into buffer: inout [UInt8], limit: Int) {
    while !isBroken, buffer.count < limit {
      let before = buffer.count
      if let reason = session.send(into: &buffer) { abandon(reason) }
      guard buffer.count > before else { return }
    }
  }

  /// An answer that waits for the peer's window does not stop us from reading: the news that the window is open comes
  /// by the same way. It is bounded by the number of streams.
  var wantsInput: Bool {
    guard !isFinished, session.queuedFrames < limits.queuedFrames else { return false }
    return !session.wantsWrite || unsentBytes < limits.outputBytes
  }

  /// An answer that waits for the peer's window counts as a body that the peer is late with, so that it has a deadline.
  var phase: CodecPhase {
    guard !isFinished else { return .finished }
    if has(.answering) || has(.responding) && session.wantsWrite { return .answering }
    if !isGreeted || has(.receivingHead) { return .receivingHead }
    if streams.values.contains(where: { !$0.isQuiet }) { return .receivingBody }
    return streams.isEmpty ? .idle : .streaming
  }

  /// Resets what is incomplete. A head that has begun cannot be given up alone, as the next frame must continue it, and
  /// a client that has not even greeted has no streams: both end the connection.
  func timedOut() {
    guard !isFinished else { return }
    guard isGreeted, !has(.receivingHead) else {
      return end(.noError, "the client takes too long over its \(isGreeted ? "request head" : "connection preface")")
    }
    for (number, stream) in streams where stream.state != .answering && !stream.isQuiet {
      session.reset(number, .cancel)
    }
  }

  /// What can be refused is what is still coming; complete requests are answered within a deadline anyway.
  func outOfRoom() {
    for (number, stream) in streams where stream.state == .receivingBody {
      refuse(number, stream, Refusal(status: 503, reason: Refusal.noRoomForBodies, closesConnection: false))
    }
  }

  func announceEnd() {
    guard !isDraining, !isFinished else { return }
    session.announceGoAway()
  }

  func drain() {
    guard !isDraining, !isFinished else { return }
    isDraining = true
    session.goAway()
  }

  /// Bytes of request bodies, complete or not, that are not answered yet.
  var heldBodyBytes: Int { credit.held }

  private var isFinished: Bool {
    isEnded || isDraining && streams.isEmpty || !session.wantsRead
  }

  private var unsentBytes: Int {
    streams.values.reduce(0) { $0 + $1.unsent }
  }

  private func has(_ state: HTTP2Stream.State) -> Bool {
    streams.values.contains { $0.state == state }
  }

  /// Resets the streams that are overdue while others keep the connection busy. Once a second is often enough.
  private func sweep() {
    guard now >= nextSweep, !isFinished else { return }
    nextSweep = now + .seconds(1)
    for (number, stream) in streams where stream.isOverdue(limits: limits, now: now) {
      guard stream.state != .receivingHead else { return timedOut() }
      session.reset(number, .cancel)
    }
  }
}

extension HTTP2Codec {
  func announce(_ event: CodecEvent) {
    guard !isEnded else { return }
    events.append(event)
  }

  /// The connection ends with a GOAWAY of that code.
  func end(_ code: HTTP2ErrorCode, _ reason: String) {
    guard !isEnded else { return }
    noteFailure(reason)
    isEnded = true
    session.terminate(code)
  }

  func noteFailure(_ reason: String) {
    failure = failure ?? reason
  }

  /// The body of the stream has left our hands.
  func release(_ stream: Int32) {
    for grant in credit.released(stream) {
      session.creditStream(grant.stream, grant.bytes)
    }
  }

  /// The connection ends without another word, as nghttp2 can no longer be used.
  private func abandon(_ reason: String) {
    noteFailure(reason)
    isEnded = true
    isBroken = true
  }
}
