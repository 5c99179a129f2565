// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Posix

@Suite struct EpollTests {
  private let now = MonotonicTime(nanoseconds: 0)

  @Test("a readable descriptor is reported with its registration until it is read")
  func readable() throws {
    var epoll = try Epoll()
    let pipe = try Pipe()
    let registration = try epoll.add(pipe.reader, for: .readable)
    _ = try pipe.writer.write([1])
    for _ in 1...2 {
      try epoll.wait(until: nil)
      #expect(epoll.next() == EpollEvent(registration: registration, events: .readable))
      #expect(epoll.next() == nil)
    }
    _ = try pipe.reader.read()
    try epoll.wait(until: now)
    #expect(epoll.next() == nil)
  }

  @Test("a deadline in the past brings what is there and does not wait")
  func pastDeadline() throws {
    var epoll = try Epoll()
    let pipe = try Pipe()
    let registration = try epoll.add(pipe.writer, for: .writable)
    try epoll.wait(until: MonotonicTime(nanoseconds: .min))
    #expect(epoll.next()?.registration == registration)
  }

  @Test("a wait that ends without an event has reached its deadline")
  func deadline() throws {
    var epoll = try Epoll()
    let deadline = MonotonicTime.now() + .microseconds(1500)
    try epoll.wait(until: deadline)
    #expect(epoll.next() == nil)
    #expect(MonotonicTime.now() >= deadline)
  }

  @Test("the interest can be changed to nothing and back")
  func change() throws {
    var epoll = try Epoll()
    let pipe = try Pipe()
    let registration = try epoll.add(pipe.writer, for: .writable)
    try epoll.change(registration, to: [])
    try epoll.wait(until: now)
    #expect(epoll.next() == nil)
    try epoll.change(registration, to: .writable)
    try epoll.wait(until: now)
    #expect(epoll.next()?.events == .writable)
  }

  @Test("a hang-up is reported unasked")
  func hangUp() throws {
    var epoll = try Epoll()
    let pipe = try Pipe()
    let reader = pipe.reader
    let writer = pipe.writer
    let registration = try epoll.add(reader, for: [])
    try writer.close()
    try epoll.wait(until: nil)
    #expect(epoll.next() == EpollEvent(registration: registration, events: .hangUp))
  }

  @Test("an event of a removed registration is dropped, even when its descriptor number is in use again")
  func stale() throws {
    var epoll = try Epoll()
    let first = try Pipe()
    let pipe = try Pipe()
    let reader = pipe.reader
    let writer = pipe.writer
    let kept = try epoll.add(first.writer, for: .writable)
    let removed = try epoll.add(writer, for: .writable)
    try epoll.wait(until: nil)

    // Both events are in the batch. Now the second pipe goes, and its number comes back as another descriptor.
    try epoll.remove(removed)
    let successor = try Pipe.replace(writer, by: reader)
    let renewed = try epoll.add(successor, for: .readable)

    #expect(epoll.next()?.registration == kept)
    #expect(epoll.next() == nil)
    #expect(renewed != removed)
  }

  @Test("a batch smaller than the events leaves the rest to the next wait")
  func smallBatch() throws {
    var epoll = try Epoll(batchSize: 1)
    let first = try Pipe()
    let second = try Pipe()
    let registrations = [try epoll.add(first.writer, for: .writable), try epoll.add(second.writer, for: .writable)]
    var seen: Set<EpollRegistration> = []
    for _ in 1...2 {
      try epoll.wait(until: nil)
      while let event = epoll.next() { seen.insert(event.registration) }
    }
    #expect(seen == Set(registrations))
  }

  @Test("a registration keeps both of its numbers through the kernel's 64 bits")
  func packing() {
    let registration = EpollRegistration(descriptor: .max, number: .max)
    #expect(EpollRegistration(packed: registration.packed) == registration)
  }

  @Test("a bell rings until it is silenced, also from another thread")
  func bell() async throws {
    let bell = try Bell()
    await Task.detached { try? bell.event.ring() }.value
    try bell.event.ring()
    var epoll = try Epoll()
    let registration = try epoll.add(bell.event.descriptor, for: .readable)
    try epoll.wait(until: nil)
    #expect(epoll.next() == EpollEvent(registration: registration, events: .readable))
    try bell.event.silence()
    try epoll.wait(until: now)
    #expect(epoll.next() == nil)
  }

  private final class Bell: Sendable {
    let event: EventDescriptor
    init() throws { event = try EventDescriptor() }
  }
}
