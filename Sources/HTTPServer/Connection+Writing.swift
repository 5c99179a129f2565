// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization
internal import TLS

extension Connection {
  /// Taken from the codec at a time. With one more HTTP/2 frame it fits into what a TLS connection holds, 64 KiB.
  private static let pullBytes = 32 << 10

  /// Answers are collected up to this before they are written, so that a hundred small ones are one packet, and a
  /// hundred large ones are not held at once.
  static let flushAt = 32 << 10

  /// Pulls output from the codec and sends it until there is none or the socket takes no more. What the socket does not
  /// take stays here, at most 64 KiB; the rest stays in the codec, which then stops to want input.
  func flush(_ context: LoopContext) throws {
    unflushed = 0
    isStuck = false
    while true {
      try sendWaiting(context)
      guard !isStuck else { return }
      context.outgoing.removeAll(keepingCapacity: true)
      codec.output(into: &context.outgoing, limit: Self.pullBytes)
      guard !context.outgoing.isEmpty else { return }
      try prepare(context.outgoing)
    }
  }

  func flushHandshake(_ context: LoopContext) throws {
    isStuck = false
    try sendWaiting(context)
  }

  func resumeWriting(_ context: LoopContext) throws {
    guard state.stage != .handshaking else { return try flushHandshake(context) }
    try flush(context)
    guard !isStuck else { return try exchange(context) }
    // Input may have been left undecrypted while the output was full.
    try decrypt(context)
    try exchange(context)
  }

  /// Tells the peer that this was all. Best effort: a full socket loses only the courtesy.
  func sayGoodbye() {
    tls?.shutdown()
    try? tls?.drainOutput { bytes in try socket.send(bytes).count }
    try? socket.shutdownSending()
  }

  private func prepare(_ plaintext: [UInt8]) throws {
    guard certificate != nil else { return unsent.append(contentsOf: plaintext) }
    let taken = try tls?.write(plaintext.span.bytes)
    precondition(taken == plaintext.count, "the output was empty, and is larger than what is pulled at a time")
  }

  private func sendWaiting(_ context: LoopContext) throws {
    guard certificate != nil else { return try sendUnsent(context) }
    try tls?.drainOutput { bytes in try send(bytes, context) }
  }

  private func sendUnsent(_ context: LoopContext) throws {
    var waiting: [UInt8] = []
    swap(&waiting, &unsent)
    guard !waiting.isEmpty else { return }
    let sent = try send(waiting.span.bytes, context)
    guard sent < waiting.count else { return }
    waiting.removeFirst(sent)
    unsent = waiting
  }

  private func send(_ bytes: RawSpan, _ context: LoopContext) throws(SystemError) -> Int {
    let sent = try socket.send(bytes).count
    context.metrics.bytesSent.count(sent)
    hasSent = hasSent || sent > 0
    isStuck = sent < bytes.byteCount
    return sent
  }
}

extension SystemCallResult {
  fileprivate var count: Int {
    switch self {
    case .done(let count): count
    case .wouldBlock: 0
    }
  }
}
