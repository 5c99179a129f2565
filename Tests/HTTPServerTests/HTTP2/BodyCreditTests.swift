// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

struct BodyCreditTests {
  @Test("while little is held, every stream may send on")
  func together() {
    var credit = BodyCredit(shared: 100)
    #expect(credit.received(50, on: 1) == 50)
    #expect(credit.received(50, on: 3) == 50)
    #expect(credit.held == 100)
  }

  @Test("beyond that only the oldest may")
  func turns() {
    var credit = BodyCredit(shared: 100)
    #expect(credit.received(60, on: 1) == 60)
    #expect(credit.received(60, on: 3) == 0)
    #expect(credit.received(60, on: 1) == 60)
  }

  @Test("a stream that waits goes on when it becomes the oldest")
  func nextOldest() {
    var credit = BodyCredit(shared: 100)
    _ = credit.received(101, on: 1)
    _ = credit.received(101, on: 3)
    _ = credit.received(10, on: 5)
    #expect(credit.released(1) == [BodyCredit.Grant(stream: 3, bytes: 101)])
    #expect(credit.released(3) == [BodyCredit.Grant(stream: 5, bytes: 10)])
    #expect(credit.released(5) == [])
    #expect(credit.held == 0)
  }

  @Test("all that wait go on when little is held again")
  func allAgain() {
    var credit = BodyCredit(shared: 100)
    _ = credit.received(200, on: 1)
    _ = credit.received(10, on: 3)
    _ = credit.received(20, on: 5)
    #expect(credit.released(1) == [.init(stream: 3, bytes: 10), .init(stream: 5, bytes: 20)])
  }

  @Test("a complete body needs no credit and keeps its place until it is answered")
  func complete() {
    var credit = BodyCredit(shared: 100)
    _ = credit.received(101, on: 1)
    _ = credit.received(30, on: 3)
    credit.completed(1)
    #expect(credit.received(30, on: 3) == 0)
    #expect(credit.released(1) == [.init(stream: 3, bytes: 60)])
  }

  @Test("a stream without a body is nothing to release")
  func unknown() {
    var credit = BodyCredit(shared: 100)
    #expect(credit.released(7) == [])
    #expect(credit.held == 0)
  }
}
