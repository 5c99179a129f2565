// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

@Suite("Handler pool")
struct HandlerPoolTests {
  private let response = HTTPResponse(status: 200, contentType: "text/plain", body: [])

  /// Registrations are made by epoll alone; a bell is enough to have one.
  private func ticket(_ stream: Int32) throws -> HandlerPool.Ticket {
    var epoll = try Epoll()
    let bell = try EventDescriptor()
    let registration = try epoll.add(bell.descriptor, for: .readable)
    return HandlerPool.Ticket(
      loop: ObjectIdentifier(Self.self), connection: registration, stream: StreamID(number: stream))
  }

  @Test("beyond the bound nothing is started, and a place that is free again is given out")
  func bounded() async throws {
    let pool = HandlerPool(limits: .oneHandler)
    let response = response
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (answers, deliver) = AsyncStream<Int32>.makeStream()
    let work: HandlerPool.Work = {
      for await _ in gate { break }
      return response
    }
    let delivery: HandlerPool.Delivery = { ticket, _ in deliver.yield(ticket.stream.number) }
    let first = pool.start(try ticket(1), work, delivery: delivery)
    let second = pool.start(try ticket(2), work, delivery: delivery)
    #expect(first && !second)
    open.yield()
    var iterator = answers.makeAsyncIterator()
    #expect(await iterator.next() == 1)
    let third = pool.start(try ticket(3), { response }, delivery: delivery)
    #expect(third)
    #expect(await iterator.next() == 3)
  }

  @Test("a handler is told when nobody waits for it any more")
  func cancelled() async throws {
    let pool = HandlerPool(limits: .oneHandler)
    let response = response
    let (answers, deliver) = AsyncStream<Bool>.makeStream()
    let ticket = try ticket(1)
    let work: HandlerPool.Work = {
      try? await Task.sleep(for: .seconds(3600))
      deliver.yield(Task.isCancelled)
      return response
    }
    let started = pool.start(ticket, work, delivery: { _, _ in })
    #expect(started)
    pool.cancel(ticket)
    var iterator = answers.makeAsyncIterator()
    #expect(await iterator.next() == true)
  }

  @Test("an answer that is still being made holds no place of a handler, and has places of its own")
  func streams() async throws {
    let pool = HandlerPool(limits: .oneHandler)
    let (news, deliver) = AsyncStream<HandlerPool.News>.makeStream()
    let (gate, open) = AsyncStream<Void>.makeStream()
    let work: HandlerPool.Work = {
      let body = BodyStream { _ in for await _ in gate { return } }
      return HTTPResponse(status: 200, contentType: "text/plain", stream: body)
    }
    let delivery: HandlerPool.Delivery = { _, news in deliver.yield(news) }
    var iterator = news.makeAsyncIterator()
    let first = pool.start(try ticket(1), work, delivery: delivery)
    guard first, case .answer? = await iterator.next() else {
      Issue.record("no answer")
      return
    }
    let second = pool.start(try ticket(2), work, delivery: delivery)
    guard second, case .refusal(let refusal)? = await iterator.next() else {
      Issue.record("no refusal")
      return
    }
    #expect(refusal.status == 503 && !refusal.closesConnection)
    open.yield()
    guard case .end? = await iterator.next() else {
      Issue.record("no end")
      return
    }
    #expect(pool.count == 0)
  }
}

extension Limits {
  fileprivate static var oneHandler: Limits {
    var limits = Limits()
    limits.concurrentHandlers = 1
    limits.streamedAnswers = 1
    return limits
  }
}
