// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// HTTP/1.1 and 1.0 (RFC 9112) on one connection: one request after the other, each read only after the one before it
/// was answered. What comes early waits in `held`; a refusal ends the connection, and nothing after it is looked at.
struct HTTP1Codec: Codec {
  private enum State {
    case receivingHead
    case receivingBody(RequestHead, BodyReader)
    case answering(HTTP1Exchange)
    case streaming(HTTP1Exchange, BodyStream)
    case finished
  }

  private let limits: Limits
  private let wallClock: @Sendable () -> Int
  private var state = State.receivingHead
  private var scanner: HeadScanner
  private var skippedEmptyLine = false
  private var held = ByteQueue()
  private var pending = ByteQueue()
  private var event: CodecEvent?
  private var stream = StreamID(number: 0)
  private var date = HTTPDate()
  private var isDraining = false

  init(limits: Limits) {
    self.init(limits: limits, wallClock: HTTPDate.wallClock)
  }

  /// - Parameter wallClock: seconds of Unix time, for the Date field.
  init(limits: Limits, wallClock: @escaping @Sendable () -> Int) {
    self.limits = limits
    self.wallClock = wallClock
    scanner = HeadScanner(limit: limits.headBytes)
  }

  var wantsInput: Bool {
    switch state {
    case .receivingHead: !isBackedUp
    case .receivingBody: true
    case .answering: keepsReading && held.count < limits.headBytes
    // Also to learn that the peer has gone.
    case .streaming: held.count < limits.headBytes
    case .finished: false
    }
  }

  var phase: CodecPhase {
    switch state {
    case .receivingHead where isBackedUp: .answering
    case .receivingHead: held.isEmpty ? .idle : .receivingHead
    case .receivingBody: .receivingBody
    case .answering: .answering
    case .streaming: .streaming
    case .finished: .finished
    }
  }

  /// The peer does not read its answers; until it does, it gets no more of them.
  private var isBackedUp: Bool { pending.count >= limits.outputBytes }

  mutating func receive(_ bytes: Span<UInt8>, now: MonotonicTime) {
    guard held.isEmpty else {
      held.append(bytes)
      return advanceOverHeld()
    }
    let used = advance(over: bytes)
    if keepsReading { held.append(bytes.extracting(used..<bytes.count)) }
  }

  mutating func nextEvent() -> CodecEvent? {
    if event == nil, case .receivingHead = state, !held.isEmpty { advanceOverHeld() }
    return event.take()
  }

  mutating func respond(_ response: HTTPResponse, to stream: StreamID) {
    guard case .answering(var exchange) = state, exchange.stream == stream else { return }
    exchange.keepsAlive = exchange.keepsAlive && !response.closesConnection && !isDraining
    if response.stream != nil, !exchange.knowsChunks { exchange.keepsAlive = false }
    encode(response, for: exchange)
    guard let source = response.stream, exchange.sendsBody(of: response) else {
      response.stream?.abandon()
      return answered(exchange)
    }
    state = .streaming(exchange, source)
  }

  /// It is asked for output anyway.
  mutating func bodyGrew(of stream: StreamID) {}

  mutating func output(into buffer: inout [UInt8], limit: Int) {
    pending.move(to: &buffer, upTo: limit - buffer.count)
    guard case .streaming(let exchange, let source) = state, pending.isEmpty else { return }
    if exchange.append(source, to: &buffer, limit: limit - buffer.count) { answered(exchange) }
  }

  mutating func timedOut() {
    switch state {
    case .receivingHead where held.isEmpty: finish()
    case .receivingHead: refuse(tooSlow, isHead: false)
    case .receivingBody(let head, _): refuse(tooSlow, isHead: head.line.method == .head)
    case .answering, .streaming, .finished: break
    }
  }

  /// Bytes of a body still being received.
  var heldBodyBytes: Int {
    if case .receivingBody(_, let reader) = state { reader.bytes.count } else { 0 }
  }

  mutating func outOfRoom() {
    guard case .receivingBody(let head, _) = state else { return }
    refuse(Refusal(status: 503, reason: Refusal.noRoomForBodies), isHead: head.line.method == .head)
  }

  mutating func announceEnd() { isDraining = true }

  mutating func drain() {
    announceEnd()
    if case .receivingHead = state, held.isEmpty { finish() }
  }

  private var tooSlow: Refusal { Refusal(status: 408, reason: "The request did not arrive in time.") }

  // MARK: - Reading

  /// Requests are read from `bytes` themselves where they can be, so that a body is copied once.
  private mutating func advanceOverHeld() {
    var taken = ByteQueue()
    swap(&taken, &held)
    taken.removeFirst(advance(over: taken.storage.span.extracting(taken.indices)))
    if keepsReading { held = taken }
  }

  private var keepsReading: Bool {
    switch state {
    case .receivingHead, .receivingBody: true
    case .answering(let exchange), .streaming(let exchange, _): exchange.keepsAlive && !isDraining
    case .finished: false
    }
  }

  /// Reads until a request waits for its answer or more bytes are needed; returns how many were used.
  private mutating func advance(over bytes: Span<UInt8>) -> Int {
    var used = 0
    while used < bytes.count {
      let rest = bytes.extracting(used..<bytes.count)
      switch state {
      case .receivingHead:
        guard !isBackedUp, let length = receiveHead(rest) else { return used }
        used += length
      case .receivingBody(let head, var reader):
        // The state must not hold a second reference to the bytes, or appending would copy them all.
        state = .finished
        used += receiveBody(rest, &reader, of: head)
      case .answering, .streaming, .finished:
        return used
      }
    }
    return used
  }

  /// How many bytes the head took, with what came of its body; `nil` when it is incomplete or refused.
  private mutating func receiveHead(_ bytes: Span<UInt8>) -> Int? {
    do throws(Refusal) {
      guard let end = try scanner.end(in: bytes) else { return nil }
      // RFC 9112, section 2.2: old clients send an empty line after a body.
      if end == 2 && !skippedEmptyLine {
        beginHead()
        skippedEmptyLine = true
        return end
      }
      let head = try RequestHead(parsing: bytes.extracting(0..<end), limits: limits)
      return end + headReceived(head, rest: bytes.extracting(end..<bytes.count))
    } catch {
      refuse(error, isHead: bytes.count > 5 && bytes.extracting(0..<5).equals("HEAD "))
      return nil
    }
  }

  private mutating func headReceived(_ head: RequestHead, rest: Span<UInt8>) -> Int {
    guard var reader = BodyReader(head.framing, limits: limits) else {
      requestReceived(head, body: [])
      return 0
    }
    if head.expectsContinue { pending.append("HTTP/1.1 100 Continue\r\n\r\n") }
    return receiveBody(rest, &reader, of: head)
  }

  private mutating func receiveBody(_ bytes: Span<UInt8>, _ reader: inout BodyReader, of head: RequestHead) -> Int {
    do throws(Refusal) {
      let used = try reader.receive(bytes)
      if reader.isComplete {
        requestReceived(head, body: reader.bytes)
      } else {
        state = .receivingBody(head, reader)
      }
      return used
    } catch {
      refuse(error, isHead: head.line.method == .head)
      return bytes.count
    }
  }

  private mutating func requestReceived(_ head: RequestHead, body: [UInt8]) {
    let line = head.line
    let request = HTTPRequest(
      method: line.method, path: line.path, query: line.query, fields: head.fields, body: body)
    expectAnswer(isHead: line.method == .head, version: line.version, keepsAlive: head.keepsAlive)
    event = .request(stream, request)
  }

  private mutating func refuse(_ refusal: Refusal, isHead: Bool) {
    expectAnswer(isHead: isHead, version: .http11, keepsAlive: false)
    held.removeAll()
    event = .refusal(stream, refusal)
  }

  private mutating func expectAnswer(isHead: Bool, version: HTTP1Version, keepsAlive: Bool) {
    stream.number = stream.number == .max ? 1 : stream.number + 1
    state = .answering(HTTP1Exchange(stream: stream, isHead: isHead, version: version, keepsAlive: keepsAlive))
  }

  // MARK: - Answering

  private mutating func encode(_ response: HTTPResponse, for exchange: HTTP1Exchange) {
    date.update(to: wallClock())
    let head = exchange.head(of: response)
    pending.write { output in
      head.encode(into: &output, date: date.bytes)
      if exchange.sendsBody(of: response) { output.append(contentsOf: response.body) }
    }
  }

  /// What follows the last byte of an answer.
  private mutating func answered(_ exchange: HTTP1Exchange) {
    guard exchange.keepsAlive, !isDraining else { return finish() }
    beginHead()
  }

  private mutating func beginHead() {
    state = .receivingHead
    scanner = HeadScanner(limit: limits.headBytes)
    skippedEmptyLine = false
  }

  private mutating func finish() {
    state = .finished
    held.removeAll()
  }
}
