// SPDX-License-Identifier: Apache-2.0
internal import Posix

extension ConnectionState {
  /// A connection between its handshake and its last byte.
  struct Serving {
    private var phase = CodecPhase.idle
    private var phaseDeadline: MonotonicTime
    private var serverStops = false
    /// Set while the peer does not take our output.
    private var writeDeadline: MonotonicTime?
    /// The peer has ended its side; it may still wait for answers.
    var peerFinished = false
    private(set) var hasAsked = false

    init(at now: MonotonicTime, _ times: ConnectionTimes) {
      phaseDeadline = now.advanced(by: times.idle)
    }

    /// Nothing new is to begin; what is idle has little time left.
    mutating func serverStops(at now: MonotonicTime, _ times: ConnectionTimes) {
      serverStops = true
      if phase == .idle { phaseDeadline = min(phaseDeadline, now.advanced(by: times.lastRequest)) }
    }

    var deadline: MonotonicTime { min(phaseDeadline, writeDeadline ?? phaseDeadline) }

    mutating func note(
      _ exchange: Exchange, at now: MonotonicTime, _ times: ConnectionTimes
    ) {
      if exchange.phase != phase || exchange.advanced {
        phaseDeadline = now.advanced(by: limit(of: exchange.phase, times))
      }
      phase = exchange.phase
      hasAsked = hasAsked || exchange.advanced
      switch exchange.output {
      case .written: writeDeadline = nil
      case .stuck(progress: false) where writeDeadline != nil: break
      case .stuck: writeDeadline = now.advanced(by: times.write)
      }
    }

    private func limit(of phase: CodecPhase, _ times: ConnectionTimes) -> Int64 {
      serverStops && phase == .idle ? min(times.idle, times.lastRequest) : times.limit(of: phase)
    }

    var next: AfterExchange {
      guard writeDeadline == nil else { return .carryOn }
      switch (phase, peerFinished) {
      case (.finished, false): return .sayGoodbye
      case (.finished, true): return .close(.finished)
      case (.answering, _), (_, false): return .carryOn
      // The rest of what it was sending will not come. And whoever watches and ends its side has stopped to watch.
      case (.idle, true), (.receivingHead, true), (.receivingBody, true), (.streaming, true): return .close(.peerLeft)
      }
    }

    mutating func expired(at now: MonotonicTime, _ times: ConnectionTimes) -> AfterExpiry {
      if let writeDeadline, writeDeadline <= now { return .close(.writeTimeout) }
      guard phaseDeadline <= now else { return .notYet }
      phaseDeadline = now.advanced(by: limit(of: phase, times))
      switch phase {
      case .idle: return .drain
      case .receivingHead, .receivingBody: return .refuseRequest
      case .answering, .streaming: return .close(.answerTimeout)
      case .finished: return .close(.writeTimeout)
      }
    }
  }
}
