// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization
internal import TLS

/// One connection: its socket, its encryption, its protocol. Belongs to one loop and never leaves its thread.
///
/// What to do next is decided by `ConnectionState` and the codec; this performs it. It tells nobody what it wants: after
/// each call the loop looks at `interest`, `deadline` and `end`.
final class Connection {
  let registration: EpollRegistration
  let peer: SocketAddress
  let socket: Socket
  /// Where the encryption comes from; nil on a listener without TLS.
  let certificate: TLSContextSlot?
  /// Made when the first byte arrives: it is most of what a connection costs, and strangers that only connect shall not
  /// cause it.
  var tls: TLSConnection?
  var state: ConnectionState
  /// HTTP/1.1 until the handshake says otherwise. Not copyable, so that to ask it something does not copy it.
  var codec: any Codec & ~Copyable

  /// What epoll was last told to watch.
  var watched: EpollEvents = .readable
  /// Set once, when the connection is over; why.
  private(set) var end: ConnectionEnd?

  /// Output of a connection without TLS that the socket has not taken yet.
  var unsent: [UInt8] = []
  /// The socket took less than it was given; epoll will tell when it takes more.
  var isStuck = false
  /// Something was sent since the last exchange.
  var hasSent = false
  /// About how much the codec was given to send since it was last asked for output.
  var unflushed = 0
  /// A request came or an answer was given since the last exchange.
  var hasAdvanced = false
  /// Requests whose handlers answer later, or have not answered to the end.
  var awaited: [StreamID] = []
  /// What the client is told instead of an answer, if it is none of those that are allowed.
  var objection: Refusal?
  /// What the loop's budget was last told about this connection.
  var heldBytes = 0

  init(
    _ socket: consuming Socket, _ registration: EpollRegistration, from peer: SocketAddress,
    certificate: TLSContextSlot?, _ context: LoopContext
  ) {
    self.socket = socket
    self.registration = registration
    self.peer = peer
    self.certificate = certificate
    tls = nil
    state =
      certificate == nil ? .plain(at: context.now, context.times) : .secured(at: context.now, context.times)
    codec = HTTP1Codec(limits: context.limits)
  }

  private static let gone: EpollEvents = [.hangUp, .error]
  private static let inputOrEnd: EpollEvents = [.readable, .hangUp, .error]

  var deadline: MonotonicTime? { state.deadline }

  var isNewcomer: Bool { state.isNewcomer }

  var interest: EpollEvents {
    let writing = isStuck ? EpollEvents.writable : EpollEvents()
    return state.readsSocket(codecWantsInput: codec.wantsInput) ? writing.union(.readable) : writing
  }

  // MARK: What happens to it

  func ready(_ events: EpollEvents, _ context: LoopContext) {
    perform(context) {
      if events.contains(.writable) { try resumeWriting(context) }
      if end == nil, watched.contains(.readable), !events.isDisjoint(with: Self.inputOrEnd) {
        try readSocket(context)
      } else if !events.isDisjoint(with: Self.gone) {
        // Nothing more can be sent, and nothing is to be read: the peer is gone.
        close(.peerLeft, context)
      }
    }
  }

  func heard(_ news: HandlerPool.News, of stream: StreamID, _ context: LoopContext) {
    guard end == nil, let index = awaited.firstIndex(of: stream) else { return }
    perform(context) {
      if news.isLast { awaited.remove(at: index) }
      switch news {
      case .answer(let response): respond(response, to: stream)
      case .refusal(let refusal): refuse(stream, refusal, context)
      case .more, .end: codec.bodyGrew(of: stream)
      }
      try exchange(context)
    }
  }

  func expired(_ context: LoopContext) {
    perform(context) {
      switch state.expired(at: context.now, context.times) {
      case .notYet: break
      case .refuseRequest:
        codec.timedOut()
        try exchange(context)
      case .drain:
        codec.drain()
        try exchange(context)
      case .close(let end): close(end, context)
      }
    }
  }

  func serverStops(_ context: LoopContext) {
    perform(context) {
      guard state.serverStops(at: context.now, context.times) == .announceEnd else { return }
      codec.announceEnd()
      try exchange(context)
    }
  }

  /// Ends it now, whatever it is doing; closing the socket is the deinit of the owner.
  func close(_ end: ConnectionEnd, _ context: LoopContext) {
    guard self.end == nil else { return }
    self.end = end
    if end == .finished || end == .peerLeft { sayGoodbye() }
    state.closed()
    for stream in awaited { context.pool.cancel(ticket(stream, context)) }
    context.budget.change(by: -heldBytes)
    heldBytes = 0
    if end == .handshakeTimeout { noteFailedHandshake("no complete handshake in time", context) }
  }

  // MARK: Failures

  /// A failure of one connection ends that connection and nothing else.
  private func perform(_ context: LoopContext, _ body: () throws -> Void) {
    do {
      try body()
    } catch let error as SystemError where error.meansPeerLeft {
      close(.peerLeft, context)
    } catch is HangUp {
      close(.cutOff, context)
    } catch {
      if state.stage == .handshaking {
        handshakeFailed(error, context)
      } else {
        context.logFailure(of: peer, .failed, "\(error)")
        close(.failed, context)
      }
    }
  }

  /// The alert tells the peer why, if it gets to read it: its next bytes, which a TLS 1.3 client sends before it knows,
  /// would destroy it on a closed socket.
  private func handshakeFailed(_ error: any Error, _ context: LoopContext) {
    noteFailedHandshake("\(error)", context)
    if (error as? TLSError)?.isAboutPeerCertificate == true { context.metrics.clientsWithoutTrust.count() }
    try? flushHandshake(context)
    try? socket.shutdownSending()
    guard !isStuck else { return close(.handshakeFailed, context) }
    state.handshakeFailed(at: context.now, context.times)
  }

  private func noteFailedHandshake(_ reason: String, _ context: LoopContext) {
    context.metrics.handshakesFailed.count()
    context.logFailure(of: peer, .handshakeFailed, reason)
  }

  func ticket(_ stream: StreamID, _ context: LoopContext) -> HandlerPool.Ticket {
    HandlerPool.Ticket(loop: context.loop, connection: registration, stream: stream)
  }
}
