// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// The life of one connection: what it waits for, until when, and what follows.
///
///     handshaking ──▶ serving ──▶ lingering ──▶ closed
///
/// It decides and `Connection` performs: every method is named after something that happened, consumes the state, and
/// returns what to do. It knows no socket and no clock. What happens inside a request belongs to the codec, of which it
/// sees only the phase. "Lingering" is the time after our last byte in which the peer may still be sending; to close at
/// once would make its kernel throw away an answer that it has not read yet (RFC 9112, section 9.6).
enum ConnectionState: ~Copyable {
  case handshaking(until: MonotonicTime, serverStops: Bool)
  case serving(Serving)
  case lingering(Lingering)
  case closed

  /// A connection with TLS.
  static func secured(at now: MonotonicTime, _ times: ConnectionTimes) -> ConnectionState {
    .handshaking(until: now.advanced(by: times.handshake), serverStops: false)
  }

  /// A connection without.
  static func plain(at now: MonotonicTime, _ times: ConnectionTimes) -> ConnectionState {
    .serving(Serving(at: now, times))
  }

  /// When to call `expired`; nil once closed.
  var deadline: MonotonicTime? {
    switch self {
    case .handshaking(let until, _): until
    case .serving(let serving): serving.deadline
    case .lingering(let lingering): lingering.until
    case .closed: nil
    }
  }

  /// True until the first complete request: such connections are dropped first when the server is full.
  var isNewcomer: Bool {
    switch self {
    case .handshaking: true
    case .serving(let serving): !serving.hasAsked
    case .lingering(let lingering): lingering.isNewcomer
    case .closed: false
    }
  }

  enum Stage { case handshaking, serving, lingering, closed }

  var stage: Stage {
    switch self {
    case .handshaking: .handshaking
    case .serving: .serving
    case .lingering: .lingering
    case .closed: .closed
    }
  }

  /// - Parameter codecWantsInput: false while the codec holds as much as it may; then the peer has to wait.
  func readsSocket(codecWantsInput: Bool) -> Bool {
    switch self {
    case .handshaking: true
    case .serving(let serving): codecWantsInput && !serving.peerFinished
    case .lingering: true
    case .closed: false
    }
  }
}

// MARK: Handshake, stop, close

extension ConnectionState {
  enum AfterHandshake {
    case serve
    /// Announce the end to the peer at once.
    case serveLast
  }

  mutating func handshakeFinished(at now: MonotonicTime, _ times: ConnectionTimes) -> AfterHandshake {
    switch consume self {
    case .handshaking(_, let serverStops):
      var serving = Serving(at: now, times)
      if serverStops { serving.serverStops(at: now, times) }
      self = .serving(serving)
      return serverStops ? .serveLast : .serve
    case .serving: preconditionFailure("a handshake ended twice")
    case .lingering: preconditionFailure("a handshake ended after the last byte")
    case .closed: preconditionFailure("a handshake ended on a closed connection")
    }
  }

  /// It cannot succeed any more, and the alert that says why is written. As after any last byte, the peer has to have read
  /// it before the end.
  mutating func handshakeFailed(at now: MonotonicTime, _ times: ConnectionTimes) {
    switch consume self {
    case .handshaking: self = .lingering(Lingering(from: now, times, isNewcomer: true))
    case .serving: preconditionFailure("a handshake failed after its end")
    case .lingering: preconditionFailure("a handshake failed after the last byte")
    case .closed: preconditionFailure("a handshake failed on a closed connection")
    }
  }

  enum AfterStop { case announceEnd, carryOn }

  /// The server stops: nothing new is to begin here.
  mutating func serverStops(at now: MonotonicTime, _ times: ConnectionTimes) -> AfterStop {
    switch consume self {
    case .handshaking(let until, _):
      self = .handshaking(until: until, serverStops: true)
      return .carryOn
    case .serving(var serving):
      serving.serverStops(at: now, times)
      self = .serving(serving)
      return .announceEnd
    case .lingering(let lingering):
      self = .lingering(lingering)
      return .carryOn
    case .closed:
      self = .closed
      return .carryOn
    }
  }

  mutating func closed() { self = .closed }
}

// MARK: Requests and answers

extension ConnectionState {
  /// What reading, answering and writing have led to.
  struct Exchange {
    enum Output { case written, stuck(progress: Bool) }

    var phase: CodecPhase
    /// A request came, or an answer was given, since the last call: what is waited for now is something new.
    var advanced: Bool
    var output: Output
  }

  enum AfterExchange: Equatable {
    case carryOn
    /// Tell the peer that this was all, and stop sending.
    case sayGoodbye
    case close(ConnectionEnd)
  }

  mutating func exchanged(
    _ exchange: Exchange, at now: MonotonicTime, _ times: ConnectionTimes
  ) -> AfterExchange {
    switch consume self {
    case .serving(var serving):
      serving.note(exchange, at: now, times)
      let next = serving.next
      switch next {
      case .carryOn: self = .serving(serving)
      case .sayGoodbye: self = .lingering(Lingering(from: now, times, isNewcomer: false))
      case .close: self = .closed
      }
      return next
    case .handshaking: preconditionFailure("an exchange before the end of the handshake")
    case .lingering: preconditionFailure("an exchange after the last byte")
    case .closed: preconditionFailure("an exchange on a closed connection")
    }
  }
}

// MARK: The end of the peer, the end of time

extension ConnectionState {
  enum AfterPeer: Equatable {
    /// There may be answers under way: call `exchanged`.
    case settle
    case close(ConnectionEnd)
  }

  /// The peer will send nothing more.
  mutating func peerFinished() -> AfterPeer {
    switch consume self {
    case .serving(var serving):
      serving.peerFinished = true
      self = .serving(serving)
      return .settle
    case .handshaking:
      self = .closed
      return .close(.peerLeft)
    case .lingering:
      self = .closed
      return .close(.finished)
    case .closed:
      self = .closed
      return .close(.finished)
    }
  }

  enum AfterDropping: Equatable { case carryOn, close(ConnectionEnd) }

  /// Bytes that came after our last one were read and dropped.
  mutating func dropped(_ bytes: Int) -> AfterDropping {
    switch consume self {
    case .lingering(var lingering) where bytes < lingering.bytesLeft:
      lingering.bytesLeft -= bytes
      self = .lingering(lingering)
      return .carryOn
    case .lingering:
      self = .closed
      return .close(.finished)
    case .handshaking: preconditionFailure("input was dropped before the handshake ended")
    case .serving: preconditionFailure("input was dropped before the last output")
    case .closed: preconditionFailure("input came from a closed connection")
    }
  }

  enum AfterExpiry: Equatable {
    case notYet
    /// Refuse what the peer sends too slowly, then call `exchanged`.
    case refuseRequest
    /// Let the codec end the connection in its own words, then call `exchanged`.
    case drain
    case close(ConnectionEnd)
  }

  /// - Parameter now: at or after the deadline.
  mutating func expired(at now: MonotonicTime, _ times: ConnectionTimes) -> AfterExpiry {
    switch consume self {
    case .serving(var serving):
      let next = serving.expired(at: now, times)
      if case .close = next { self = .closed } else { self = .serving(serving) }
      return next
    case .handshaking:
      self = .closed
      return .close(.handshakeTimeout)
    case .lingering:
      self = .closed
      return .close(.finished)
    case .closed: preconditionFailure("a closed connection has no deadline")
    }
  }
}
