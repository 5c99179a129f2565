// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

@Suite("The life of a connection")
struct ConnectionStateTests {
  private let times = ConnectionTimes(limits)
  private let start = MonotonicTime(nanoseconds: 1_000_000_000_000)

  private static var limits: Limits {
    var limits = Limits()
    limits.handshakeTimeout = .seconds(1)
    limits.headTimeout = .seconds(2)
    limits.bodyTimeout = .seconds(3)
    limits.answerTimeout = .seconds(4)
    limits.idleTimeout = .seconds(5)
    limits.writeTimeout = .seconds(6)
    limits.lingerTimeout = .seconds(7)
    limits.lingerBytes = 100
    limits.lastRequestTimeout = .seconds(3)
    return limits
  }

  private func after(_ seconds: Int) -> MonotonicTime { start + .seconds(seconds) }

  private func serving() -> Life { Life(.plain(at: start, times)) }

  private func exchange(
    _ phase: CodecPhase, advanced: Bool = false, _ output: ConnectionState.Exchange.Output = .written
  ) -> ConnectionState.Exchange {
    ConnectionState.Exchange(phase: phase, advanced: advanced, output: output)
  }

  // MARK: Handshake

  @Test("a handshake has an absolute deadline")
  func handshakeTimeout() {
    let state = Life(.secured(at: start, times))
    #expect(state.deadline == after(1))
    #expect(state.expired(at: after(1), times) == .close(.handshakeTimeout))
    #expect(state.stage == .closed)
    #expect(state.deadline == nil)
  }

  @Test("after the handshake a connection is idle")
  func handshake() {
    let state = Life(.secured(at: start, times))
    #expect(state.handshakeFinished(at: after(1), times) == .serve)
    #expect(state.stage == .serving)
    #expect(state.deadline == after(6))
  }

  @Test("a server that stopped during the handshake takes one request after it, if that comes soon")
  func stopDuringHandshake() {
    let state = Life(.secured(at: start, times))
    #expect(state.serverStops(at: start, times) == .carryOn)
    #expect(state.deadline == after(1))
    #expect(state.handshakeFinished(at: after(1), times) == .serveLast)
    #expect(state.deadline == after(4))
  }

  @Test("after a handshake that failed the peer has time to read why, and goes first when room is needed")
  func handshakeFailed() {
    let state = Life(.secured(at: start, times))
    state.handshakeFailed(at: after(1), times)
    #expect(state.stage == .lingering)
    #expect(state.isNewcomer)
    #expect(state.deadline == after(8))
    #expect(state.dropped(99) == .carryOn)
    #expect(state.dropped(1) == .close(.finished))
  }

  @Test("a peer that leaves during the handshake is gone")
  func leftDuringHandshake() {
    let state = Life(.secured(at: start, times))
    #expect(state.peerFinished() == .close(.peerLeft))
    #expect(state.stage == .closed)
  }

  // MARK: Deadlines of phases

  @Test(
    "each phase has its own time",
    arguments: [
      (CodecPhase.idle, 5), (.receivingHead, 2), (.receivingBody, 3), (.answering, 4),
    ])
  func phases(phase: CodecPhase, seconds: Int) {
    let state = serving()
    #expect(state.exchanged(exchange(phase, advanced: true), at: after(10), times) == .carryOn)
    #expect(state.deadline == after(10 + seconds))
  }

  @Test("more bytes of the same head do not move its deadline")
  func slowHead() {
    let state = serving()
    _ = state.exchanged(exchange(.receivingHead), at: after(1), times)
    _ = state.exchanged(exchange(.receivingHead), at: after(2), times)
    #expect(state.deadline == after(3))
    #expect(state.expired(at: after(3), times) == .refuseRequest)
  }

  @Test("the head of the next request has a time of its own")
  func pipelinedHead() {
    let state = serving()
    _ = state.exchanged(exchange(.receivingHead), at: after(1), times)
    _ = state.exchanged(exchange(.receivingHead, advanced: true), at: after(2), times)
    #expect(state.deadline == after(4))
  }

  @Test("a request that was refused as too slow does not expire again at once")
  func expiredOnce() {
    let state = serving()
    _ = state.exchanged(exchange(.receivingBody), at: start, times)
    #expect(state.expired(at: after(3), times) == .refuseRequest)
    #expect(state.expired(at: after(3), times) == .notYet)
    #expect(state.deadline == after(6))
  }

  @Test("an idle connection is ended in the words of its protocol")
  func idle() {
    let state = serving()
    #expect(state.expired(at: after(5), times) == .drain)
  }

  @Test("an answer that takes too long ends the connection")
  func slowAnswer() {
    let state = serving()
    _ = state.exchanged(exchange(.answering, advanced: true), at: start, times)
    #expect(state.expired(at: after(4), times) == .close(.answerTimeout))
  }

  // MARK: The server stops

  @Test("an idle connection of a server that stops has little time left, and ends in the words of its protocol")
  func stopWhileIdle() {
    let state = serving()
    #expect(state.serverStops(at: after(1), times) == .announceEnd)
    #expect(state.deadline == after(4))
    #expect(state.expired(at: after(4), times) == .drain)
  }

  @Test("it never has more than it had before")
  func stopAtTheEndOfIdle() {
    let state = serving()
    _ = state.serverStops(at: after(4), times)
    #expect(state.deadline == after(5))
  }

  @Test("a request under way keeps its time, and little is left after it")
  func stopWhileBusy() {
    let state = serving()
    _ = state.exchanged(exchange(.answering, advanced: true), at: start, times)
    #expect(state.serverStops(at: after(1), times) == .announceEnd)
    #expect(state.deadline == after(4))
    _ = state.exchanged(exchange(.idle, advanced: true), at: after(2), times)
    #expect(state.deadline == after(5))
  }

  // MARK: Writing

  @Test("a peer that does not read is given up, however slow its request would be")
  func stuck() {
    let state = serving()
    _ = state.exchanged(exchange(.idle, .stuck(progress: false)), at: start, times)
    #expect(state.deadline == after(5))
    #expect(state.expired(at: after(6), times) == .close(.writeTimeout))
  }

  @Test("each byte that it takes gives it new time, and nothing else does")
  func progress() {
    let state = serving()
    _ = state.exchanged(exchange(.answering, .stuck(progress: false)), at: start, times)
    _ = state.exchanged(exchange(.answering, advanced: true, .stuck(progress: false)), at: after(5), times)
    #expect(state.deadline == after(6))
    _ = state.exchanged(exchange(.answering, advanced: true, .stuck(progress: true)), at: after(5), times)
    #expect(state.deadline == after(9))
    #expect(state.expired(at: after(9), times) == .close(.answerTimeout))
  }

  @Test("once it has taken everything, only the phase counts")
  func unstuck() {
    let state = serving()
    _ = state.exchanged(exchange(.answering, .stuck(progress: false)), at: start, times)
    _ = state.exchanged(exchange(.idle), at: after(5), times)
    #expect(state.deadline == after(10))
  }

  // MARK: The end

  @Test("the last answer is followed by a goodbye and a bounded wait for the peer")
  func goodbye() {
    let state = serving()
    #expect(state.exchanged(exchange(.finished), at: after(1), times) == .sayGoodbye)
    #expect(state.stage == .lingering)
    #expect(state.deadline == after(8))
    #expect(state.dropped(99) == .carryOn)
    #expect(state.dropped(1) == .close(.finished))
  }

  @Test("there is no goodbye before the output is written")
  func goodbyeAfterOutput() {
    let state = serving()
    #expect(state.exchanged(exchange(.finished, .stuck(progress: false)), at: start, times) == .carryOn)
    #expect(state.exchanged(exchange(.finished), at: start, times) == .sayGoodbye)
  }

  @Test("the wait for the peer ends with the peer, or in time")
  func lingering() {
    let state = serving()
    _ = state.exchanged(exchange(.finished), at: start, times)
    #expect(state.peerFinished() == .close(.finished))
    let other = serving()
    _ = other.exchanged(exchange(.finished), at: start, times)
    #expect(other.expired(at: after(7), times) == .close(.finished))
  }

  @Test("a peer that ended its side still gets the answer it waits for")
  func halfClosed() {
    let state = serving()
    _ = state.exchanged(exchange(.answering, advanced: true), at: start, times)
    #expect(state.peerFinished() == .settle)
    #expect(state.readsSocket(codecWantsInput: true) == false)
    #expect(state.exchanged(exchange(.answering), at: start, times) == .carryOn)
    #expect(state.exchanged(exchange(.idle, advanced: true, .stuck(progress: true)), at: start, times) == .carryOn)
    #expect(state.exchanged(exchange(.idle), at: start, times) == .close(.peerLeft))
  }

  @Test(
    "a peer that ended its side in the middle of a request is gone",
    arguments: [CodecPhase.receivingHead, .receivingBody])
  func truncated(phase: CodecPhase) {
    let state = serving()
    _ = state.exchanged(exchange(phase), at: start, times)
    #expect(state.peerFinished() == .settle)
    #expect(state.exchanged(exchange(phase), at: start, times) == .close(.peerLeft))
  }

  @Test("the socket is not read while the codec is full")
  func backPressure() {
    let state = serving()
    #expect(state.readsSocket(codecWantsInput: true))
    #expect(!state.readsSocket(codecWantsInput: false))
  }

  @Test("a connection is new until it has asked something")
  func newcomer() {
    let state = Life(.secured(at: start, times))
    #expect(state.isNewcomer)
    _ = state.handshakeFinished(at: start, times)
    #expect(state.isNewcomer)
    _ = state.exchanged(exchange(.receivingHead), at: start, times)
    #expect(state.isNewcomer)
    _ = state.exchanged(exchange(.idle, advanced: true), at: start, times)
    #expect(!state.isNewcomer)
    _ = state.exchanged(exchange(.finished), at: start, times)
    #expect(!state.isNewcomer)
  }
}

/// Holds the state for `#expect`, which can only look at what can be copied.
private final class Life {
  private var state: ConnectionState

  init(_ state: consuming ConnectionState) { self.state = state }

  var deadline: MonotonicTime? { state.deadline }
  var stage: ConnectionState.Stage { state.stage }
  var isNewcomer: Bool { state.isNewcomer }
  func readsSocket(codecWantsInput: Bool) -> Bool { state.readsSocket(codecWantsInput: codecWantsInput) }
  func peerFinished() -> ConnectionState.AfterPeer { state.peerFinished() }
  func dropped(_ bytes: Int) -> ConnectionState.AfterDropping { state.dropped(bytes) }

  func serverStops(at now: MonotonicTime, _ times: ConnectionTimes) -> ConnectionState.AfterStop {
    state.serverStops(at: now, times)
  }

  func handshakeFailed(at now: MonotonicTime, _ times: ConnectionTimes) { state.handshakeFailed(at: now, times) }

  func handshakeFinished(at now: MonotonicTime, _ times: ConnectionTimes) -> ConnectionState.AfterHandshake {
    state.handshakeFinished(at: now, times)
  }

  func exchanged(
    _ exchange: ConnectionState.Exchange, at now: MonotonicTime, _ times: ConnectionTimes
  ) -> ConnectionState.AfterExchange {
    state.exchanged(exchange, at: now, times)
  }

  func expired(at now: MonotonicTime, _ times: ConnectionTimes) -> ConnectionState.AfterExpiry {
    state.expired(at: now, times)
  }
}
