// SPDX-License-Identifier: Apache-2.0

/// What nghttp2 reports, while it receives and sends.
extension HTTP2Codec {
  func frameBegan(_ frame: HTTP2FrameHead) {
    guard let reason = floodGuard.received(frame, now: now) else { return }
    end(.enhanceYourCalm, reason)
  }

  /// False when the stream is not to be opened.
  func headBegan(_ stream: Int32) -> Bool {
    guard !isDraining else {
      session.reset(stream, .refusedStream)
      return false
    }
    streams[stream] = HTTP2Stream(limits: limits, began: now)
    return true
  }

  func field(_ stream: Int32, _ name: Span<UInt8>, _ value: Span<UInt8>) {
    streams[stream]?.assembler.field(name: name, value: value)
  }

  func bodyReceived(_ number: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
    session.creditConnection(bytes.count)
    guard let stream = streams[number], stream.state == .receivingBody else { return }
    if let refusal = stream.assembler.append(bytes) { return refuse(number, stream, refusal) }
    let granted = credit.received(bytes.count, on: number)
    if granted > 0 { session.creditStream(number, granted) }
  }

  /// The frame is valid and has had its effect on the windows.
  func frameReceived(_ frame: HTTP2FrameHead, isRequestHead: Bool) {
    if frame.kind == .settings { isGreeted = true }
    guard let stream = streams[frame.stream] else { return }
    if frame.endsStream { stream.requestEnded = true }
    if isRequestHead { headEnded(frame.stream, stream) }
    if frame.endsStream, stream.state == .receivingBody { complete(frame.stream, stream) }
  }

  func invalidFrameReceived(_ reason: String) {
    lastInvalidFrame = reason
  }

  /// Either both sides are done, or one of them has given up.
  func streamClosed(_ number: Int32) {
    guard let stream = streams.removeValue(forKey: number) else { return }
    release(number)
    if stream.state == .answering || stream.source != nil { announce(.cancelled(StreamID(number: number))) }
  }

  func frameSent(_ frame: HTTP2FrameHead, errorCode: UInt32) {
    switch frame.kind {
    case .data: floodGuard.sentData()
    case .goAway where errorCode != HTTP2ErrorCode.noError.rawValue:
      noteFailure(lastInvalidFrame ?? "the client breaks the rules of HTTP/2 (error code \(errorCode))")
    case .resetStream where errorCode != HTTP2ErrorCode.noError.rawValue: resetSent()
    default: break
    }
    if frame.endsStream { responseEnded(frame.stream) }
  }

  /// The next bytes of an answer; nil when the stream is gone.
  func bodyWanted(_ stream: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> HTTP2Stream.BodyPart? {
    guard let stream = streams[stream], stream.state == .responding else { return nil }
    return stream.read(into: buffer)
  }

  private func headEnded(_ number: Int32, _ stream: HTTP2Stream) {
    switch stream.assembler.headEnded(endsStream: stream.requestEnded) {
    case .refused(let refusal): return refuse(number, stream, refusal)
    case .continueExpected: session.sendContinue(to: number)
    case .accepted: break
    }
    stream.state = .receivingBody
  }

  private func complete(_ number: Int32, _ stream: HTTP2Stream) {
    stream.state = .answering
    credit.completed(number)
    announce(.request(StreamID(number: number), stream.assembler.takeRequest()))
  }

  /// The rest of the body is dropped as it comes, and no more than a window of it is let in.
  func refuse(_ number: Int32, _ stream: HTTP2Stream, _ refusal: Refusal) {
    stream.state = .answering
    release(number)
    announce(.refusal(StreamID(number: number), refusal))
  }

  /// After an early answer, NO_ERROR asks the client to stop sending the body (RFC 9113, section 8.1).
  private func responseEnded(_ number: Int32) {
    guard let stream = streams[number], !stream.requestEnded else { return }
    session.reset(number, .noError)
  }

  private func resetSent() {
    guard let reason = floodGuard.sentReset(now: now) else { return }
    end(.enhanceYourCalm, reason)
  }
}
