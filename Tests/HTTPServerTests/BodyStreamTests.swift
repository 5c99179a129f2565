// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("A body that is made while it is sent", .timeLimit(.minutes(1)))
struct BodyStreamTests {
  private func text(_ stream: BodyStream, limit: Int = .max) -> String {
    var bytes: [UInt8] = []
    stream.read(into: &bytes, limit: limit)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("it is read in order, in pieces of any size")
  func order() async {
    let stream = await FedBody.finished("one ", "two ", "three")
    #expect(text(stream, limit: 6) == "one tw")
    #expect(stream.isFinished && stream.count == 7)
    #expect(text(stream) == "o three")
    #expect(stream.count == 0)
  }

  @Test("its writer waits while as much is there as may be, and goes on once some is read")
  func backPressure() async {
    let (written, note) = AsyncStream<Int>.makeStream()
    let stream = BodyStream { body throws(CancellationError) in
      for number in 1...4 {
        try await body.write([UInt8](repeating: 0, count: 10))
        note.yield(number)
      }
    }
    async let run: Void = stream.run(capacity: 15) {}
    var iterator = written.makeAsyncIterator()
    #expect(await iterator.next() == 1)
    #expect(await iterator.next() == 2)
    // The third piece is not there, however long one waits: the writer holds it.
    #expect(stream.count == 20)
    #expect(text(stream, limit: 6).utf8.count == 6)
    #expect(await iterator.next() == 3)
    #expect(stream.count == 24)
    _ = text(stream)
    await run
    #expect(stream.isFinished && stream.count == 10)
  }

  @Test("its reader is told once, until it has found nothing left")
  func told() async {
    let (tellings, tell) = AsyncStream<Void>.makeStream()
    let (steps, step) = AsyncStream<Void>.makeStream()
    let (written, write) = AsyncStream<Void>.makeStream()
    let stream = BodyStream { body throws(CancellationError) in
      for _ in 0..<3 { try await body.write([1]) }
      write.yield()
      for await _ in steps { break }
      try await body.write([2])
    }
    async let run: Void = stream.run(capacity: .max) { tell.yield() }
    var iterator = tellings.makeAsyncIterator()
    await iterator.next()
    for await _ in written { break }
    #expect(stream.count == 3)
    _ = text(stream)
    step.yield()
    await iterator.next()
    await run
    tell.finish()
    #expect(await iterator.next() == nil, "two were enough")
  }

  @Test(
    "a writer whose task is cancelled, or whose reader is gone, is told so, also while it waits",
    arguments: [true, false])
  func gone(isCancelled: Bool) async {
    let (writing, began) = AsyncStream<Void>.makeStream()
    let (ended, end) = AsyncStream<Void>.makeStream()
    let stream = BodyStream { body throws(CancellationError) in
      try await body.write([1])
      began.yield()
      do throws(CancellationError) {
        for _ in 0..<10_000 { try await body.write([2]) }
        Issue.record("nobody told it, nor held it up")
        end.yield()
      } catch {
        end.yield()
        throw error
      }
    }
    let task = Task { await stream.run(capacity: 1) {} }
    for await _ in writing { break }
    if isCancelled { task.cancel() } else { stream.abandon() }
    for await _ in ended { break }
    await task.value
    #expect(stream.count == 0)
  }
}
