// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@testable import OutboundCurl

@Suite("How far a request has come")
struct ExchangeStateTests {
  private static let tooLong = TransportError.unreadable("too long")

  private func receive(_ count: Int, _ state: inout ExchangeState) -> ExchangeState.Reception {
    [UInt8](repeating: 1, count: count).withUnsafeBytes { state.received($0, tooLong: Self.tooLong) }
  }

  @Test("a stream takes bytes until enough wait, and again once they are taken")
  func stream() {
    var state = ExchangeState(.unread(10))
    #expect(receive(9, &state) == .taken)
    #expect(receive(9, &state) == .taken)
    #expect(receive(9, &state) == .paused)
    #expect(state.isPaused)
    let (bytes, hasRoom) = state.take()
    #expect(bytes.count == 18)
    #expect(hasRoom)
    #expect(!state.isPaused)
    #expect(receive(9, &state) == .taken)
    let (more, hadRoom) = state.take()
    #expect(more.count == 9)
    #expect(!hadRoom)
  }

  @Test("a whole body may be as long as its bound, which is one number for all its parts")
  func whole() {
    var state = ExchangeState(.whole(10))
    #expect(receive(6, &state) == .taken)
    #expect(receive(4, &state) == .taken)
    #expect(receive(0, &state) == .taken)
    #expect(receive(1, &state) == .refused)
    #expect(state.end == .failed(Self.tooLong))
    #expect(receive(0, &state) == .refused)
  }

  @Test("only the first end counts")
  func ends() {
    var state = ExchangeState(.unread(10))
    state.ended(.proper)
    state.ended(.failed(.cancelled))
    #expect(state.end == .proper)
    #expect(receive(1, &state) == .refused)
  }

  @Test("after a failure what has come can be read; after a cancellation it is gone")
  func rest() {
    for (error, rest) in [(TransportError.broken(""), 3), (.cancelled, 0)] {
      var state = ExchangeState(.unread(10))
      #expect(receive(3, &state) == .taken)
      state.ended(.failed(error))
      #expect(state.take().bytes.count == rest)
    }
  }

  @Test("whoever waits is told of what they wait for, and of the end")
  func wanted() {
    var state = ExchangeState(.unread(10))
    #expect(!state.has(.head))
    state.received(OutboundHead(status: 200))
    #expect(state.has(.head))
    #expect(!state.has(.piece))
    #expect(receive(1, &state) == .taken)
    #expect(state.has(.piece))
    #expect(!state.has(.end))
    state.ended(.proper)
    #expect(state.has(.end))
    _ = state.take()
    #expect(state.has(.piece))
  }
}
