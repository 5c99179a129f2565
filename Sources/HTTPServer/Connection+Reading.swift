// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization
internal import TLS

extension Connection {
  /// Reads until the socket is empty, or the turn is used up, or the codec has enough. Epoll is level-triggered, so what
  /// is left is reported again in the next turn, and a read that did not fill the buffer needs no second one to learn
  /// that the socket is empty.
  func readSocket(_ context: LoopContext) throws {
    var left = context.limits.readBytesPerTurn
    var filled = true
    while filled, left > 0, end == nil, state.readsSocket(codecWantsInput: codec.wantsInput) {
      var room = context.received.mutableBytes
      switch try socket.receive(into: &room) {
      case .wouldBlock: filled = false
      case .endOfStream:
        try peerFinished(context)
        return
      case .bytes(let count):
        filled = count == context.received.count
        left -= count
        context.metrics.bytesReceived.count(count)
        try received(UnsafeRawBufferPointer(rebasing: context.received[..<count]), context)
      }
    }
    try exchange(context)
  }

  private func received(_ bytes: UnsafeRawBufferPointer, _ context: LoopContext) throws {
    if state.stage == .lingering {
      if case .close(let end) = state.dropped(bytes.count) { close(end, context) }
      return
    }
    guard let certificate else { return try deliver(bytes, context) }
    if state.stage == .handshaking, tls == nil {
      tls = try .server(certificate.current, clients: context.clients?.authorities)
    }
    try tls?.receive(bytes.bytes)
    if state.stage == .handshaking { try continueHandshake(context) }
    if state.stage != .handshaking { try decrypt(context) }
  }

  private func continueHandshake(_ context: LoopContext) throws {
    let result = try tls?.handshake()
    try flushHandshake(context)
    guard case .complete(let parameters) = result else { return }
    context.metrics.handshakes.count()
    if parameters.applicationProtocol == .http2 { codec = HTTP2Codec(limits: context.limits, now: context.now) }
    judgeClient(context)
    if state.handshakeFinished(at: context.now, context.times) == .serveLast { codec.announceEnd() }
  }

  private func judgeClient(_ context: LoopContext) {
    guard let reason = context.clients?.objection(to: tls?.peerCertificate) else { return }
    objection = Refusal(status: 403, reason: reason)
    context.metrics.clientsOfOtherName.count()
    context.logFailure(of: peer, .refused, reason)
  }

  /// Gives the codec what the received bytes mean.
  func decrypt(_ context: LoopContext) throws {
    while end == nil {
      var room = context.decrypted.mutableBytes
      switch try tls?.read(into: &room) {
      case .bytes(let count): try deliver(UnsafeRawBufferPointer(rebasing: context.decrypted[..<count]), context)
      case .wantsMoreInput, nil: return
      case .wantsOutputDrained:
        try flush(context)
        if isStuck { return }
      // HTTP itself says where a message ends, so a missing goodbye is no loss (RFC 9112, section 9.8).
      case .closed, .truncated: return try peerFinished(context)
      }
    }
  }

  private func deliver(_ bytes: UnsafeRawBufferPointer, _ context: LoopContext) throws {
    codec.receive(bytes.assumingMemoryBound(to: UInt8.self).span, now: context.now)
    if !account(context) {
      codec.outOfRoom()
      _ = account(context)
    }
    try answerEvents(context)
  }

  /// Tells the loop's budget what the codec holds.
  /// - Returns: whether it may.
  func account(_ context: LoopContext) -> Bool {
    let held = codec.heldBodyBytes
    guard held != heldBytes else { return true }
    context.budget.change(by: held - heldBytes)
    heldBytes = held
    return context.budget.admits(held, among: context.connectionCount)
  }

  private func peerFinished(_ context: LoopContext) throws {
    switch state.peerFinished() {
    case .settle: try exchange(context)
    case .close(let end): close(end, context)
    }
  }
}
