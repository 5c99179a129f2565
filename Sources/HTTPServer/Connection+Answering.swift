// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization

/// The handler wants no answer to be given here any more.
struct HangUp: Error {}

extension Connection {
  /// Answers everything that was asked and writes it, as far as the peer takes it; then sees what is next.
  func exchange(_ context: LoopContext) throws {
    guard end == nil, state.stage == .serving else { return }
    try answerEvents(context)
    try flush(context)
    // Output that went out may have been what kept the codec from going on.
    while !isStuck, try answerEvents(context) { try flush(context) }
    _ = account(context)
    settle(context)
  }

  /// Stops when the peer does not take the answers: the rest of its requests wait in the codec.
  /// - Returns: whether there was anything.
  @discardableResult
  func answerEvents(_ context: LoopContext) throws -> Bool {
    var found = false
    while !isStuck, let event = codec.nextEvent() {
      found = true
      try handle(event, context)
      if unflushed >= Self.flushAt { try flush(context) }
    }
    return found
  }

  func respond(_ response: HTTPResponse, to stream: StreamID) {
    hasAdvanced = true
    unflushed += response.body.count + 256
    codec.respond(response, to: stream)
  }

  private func handle(_ event: CodecEvent, _ context: LoopContext) throws(HangUp) {
    switch event {
    case .request(let stream, let request):
      hasAdvanced = true
      context.metrics.requests.count()
      if let objection { return refuse(stream, objection, context) }
      switch context.handler.handle(request) {
      case .now(let response) where response.stream == nil: respond(response, to: stream)
      case .now(let response): answerLater(stream, { response }, context)
      case .later(let work): answerLater(stream, work, context)
      case .hangUp: throw HangUp()
      }
    case .refusal(let stream, let refusal): refuse(stream, refusal, context)
    case .cancelled(let stream):
      guard let index = awaited.firstIndex(of: stream) else { return }
      awaited.remove(at: index)
      context.pool.cancel(ticket(stream, context))
    }
  }

  private func answerLater(_ stream: StreamID, _ work: @escaping HandlerPool.Work, _ context: LoopContext) {
    guard context.pool.start(ticket(stream, context), work, delivery: context.deliver) else {
      let reason = "All \(context.limits.concurrentHandlers) handlers are busy; ask again."
      return refuse(stream, Refusal(status: 503, reason: reason, closesConnection: false), context)
    }
    awaited.append(stream)
  }

  func refuse(_ stream: StreamID, _ refusal: Refusal, _ context: LoopContext) {
    context.metrics.refused(refusal.status)
    var response = context.handler.render(refusal)
    response.closesConnection = response.closesConnection || refusal.closesConnection
    respond(response, to: stream)
  }

  private func settle(_ context: LoopContext) {
    let exchange = ConnectionState.Exchange(
      phase: codec.phase, advanced: hasAdvanced, output: isStuck ? .stuck(progress: hasSent) : .written)
    hasAdvanced = false
    hasSent = false
    switch state.exchanged(exchange, at: context.now, context.times) {
    case .carryOn: break
    case .sayGoodbye: sayGoodbye()
    case .close(let end): close(end, context)
    }
  }
}
