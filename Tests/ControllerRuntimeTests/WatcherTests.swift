// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("Watcher", .timeLimit(.minutes(1)))
struct WatcherTests {
  private let server = ModelAPIServer()

  init() throws {
    for name in ["ball", "bear", "doll", "drum", "duck"] { try server.put(name) }
  }

  @Test("a store gets the list in pages, then each change")
  func follows() async throws {
    let run = WatcherRun(of: server)
    #expect(run.condition == .unsynced(error: nil))
    try await run.during {
      await server.clientWaits()
      #expect(run.store.isSynced)
      #expect(run.contents == server.contents)
      #expect(server.count(of: .list) == 3)

      try server.put("kite")
      try server.put("ball", colour: "blue")
      try server.delete("bear")
      await server.clientWaits()
      #expect(run.contents == server.contents)
      #expect(run.condition == .watching)
      #expect(run.counts == counts(lists: 1, watches: 1, events: 3))
      #expect(run.log.all == ["info: watching"])
    }
  }

  @Test("what a list brings and what an event creates or changes is told, what is deleted is not")
  func tells() async throws {
    let told = Mutex<[String]>([])
    let run = WatcherRun(of: server) { object in told.withLock { $0.append(object.name ?? "") } }
    try await run.during {
      await server.clientWaits()
      #expect(told.withLock { $0 } == ["ball", "bear", "doll", "drum", "duck"])
      try server.put("kite")
      try server.put("ball", colour: "blue")
      try server.delete("bear")
      await server.clientWaits()
      #expect(told.withLock { $0.dropFirst(5) } == ["kite", "ball"])
    }
  }

  @Test("a watch that is cut resumes at the last version, without a list")
  func cut() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      let lists = server.count(of: .list)
      server.breakWatches(.cut, after: 1)
      try server.put("kite")
      try server.put("ball", colour: "blue")
      await server.clientWaits()
      #expect(run.contents == server.contents)
      #expect(server.count(of: .list) == lists)
      #expect(server.count(of: .watch) == 2)
      #expect(run.counts == counts(lists: 1, watches: 2, events: 2, errors: 1))
      #expect(run.log.all == ["info: watching"])
    }
  }

  @Test("after a bookmark a watch is resumed even though all earlier versions are forgotten")
  func bookmark() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      let lists = server.count(of: .list)
      let other = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
      try server.put(other, Toys.object("elsewhere"))
      server.bookmark()
      await server.clientWaits()
      server.compact()
      server.breakWatches(.end)
      await server.clientWaits()
      #expect(server.count(of: .list) == lists)
      #expect(server.count(of: .watch) == 2)
    }
  }

  @Test("a server that was away is found within 3 s, caught up with and not listed anew")
  func outage() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      try server.put("kite")
      await server.clientWaits()
      let lists = server.count(of: .list)
      server.failNext(.unreachable, times: 20)
      server.breakWatches(.cut)
      for _ in 0..<20 {
        #expect(await run.clock.sleeper() <= .seconds(3))
        #expect(run.condition == .disconnected(error: "watch /toys: connection refused"))
        try server.put("ball", colour: "blue")
        await run.clock.advanceToNextSleeper()
      }
      await server.clientWaits()
      #expect(run.condition == .watching)
      #expect(run.watcher.report.lasting == .zero)
      #expect(run.contents == server.contents)
      #expect(server.count(of: .list) == lists)
      #expect(
        run.log.all == [
          "info: watching", "warning: watching failed, the store is not up to date", "info: watching",
        ])
    }
  }

  @Test("how long a condition lasts is counted from its first failure")
  func lasting() async throws {
    let run = WatcherRun(of: server)
    server.failNext(.unreachable, times: 3)
    try await run.during {
      await run.clock.sleeper()
      run.clock.advance(by: .seconds(5))
      await run.clock.sleeper()
      #expect(run.condition == .unsynced(error: "list /toys: connection refused"))
      #expect(run.watcher.report.lasting == .seconds(5))
    }
  }

  @Test("a version that is too old leads to a list at once, whether the watch is ended or refused by it")
  func gone() async throws {
    let run = WatcherRun(of: server)
    let expired = Status(.expired, message: "too old")
    try await run.during {
      await server.clientWaits()
      try server.put("kite")
      await server.clientWaits()
      server.breakWatches(.fail(expired))
      await server.clientWaits()
      #expect(run.counts.lists == 2)

      try server.put("kite", colour: "blue")
      await server.clientWaits()
      server.failNext(.refuse(expired))
      server.breakWatches(.cut)
      await server.clientWaits()
      #expect(run.counts.lists == 3)
      #expect(run.contents == server.contents)
      #expect(run.log.all == ["info: watching"])
    }
  }

  @Test("what happened while the server was away is found by a list if the version is no longer known")
  func goneAfterOutage() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      try server.put("kite")
      await server.clientWaits()
      server.failNext(.unreachable, times: 5)
      server.breakWatches(.cut)
      try server.delete("bear")
      server.compact()
      for _ in 0..<5 { await run.clock.advanceToNextSleeper() }
      await server.clientWaits()
      #expect(run.counts.lists == 2)
      #expect(run.contents == server.contents)
      #expect(run.condition == .watching)
    }
  }

  @Test("a server is not asked earlier than it wishes")
  func tooManyRequests() async throws {
    let run = WatcherRun(of: server)
    server.failNext(.refuse(Status(.tooManyRequests, message: "slow down"), retryAfter: .seconds(7)))
    try await run.during {
      #expect(await run.clock.advanceToNextSleeper() == .seconds(7))
      await server.clientWaits()
      #expect(run.contents == server.contents)
    }
  }

  @Test("a page that fails is asked for again, not the whole list")
  func pageFails() async throws {
    let pages = Mutex(0)
    let server = ModelAPIServer { server, verb in
      guard verb == .list,
        pages.withLock({
          $0 += 1; return $0
        }) == 1
      else { return }
      server.failNext(.refuse(Status(.internalError, message: "etcdserver: leader changed")))
    }
    for name in ["ball", "bear", "doll", "drum", "duck"] { try server.put(name) }
    let run = WatcherRun(of: server)
    try await run.during {
      await run.clock.advanceToNextSleeper()
      await server.clientWaits()
      #expect(run.contents == server.contents)
      #expect(server.count(of: .list) == 4)
      #expect(run.counts == counts(lists: 1, watches: 1, errors: 1))
    }
  }

  @Test("what changes between two pages is told by the watch, and the store shows no part of a list")
  func changesBetweenPages() async throws {
    let run = Mutex<WatcherRun?>(nil)
    let seen = Mutex<[Int]>([])
    let server = ModelAPIServer { server, verb in
      guard verb == .list else { return }
      seen.withLock { $0.append(run.withLock { $0?.contents.count } ?? -1) }
      try? server.delete("bear")
      try? server.put("kite")
      try? server.put("duck", colour: "yellow")
    }
    for name in ["ball", "bear", "doll", "drum", "duck"] { try server.put(name) }
    let watcher = WatcherRun(of: server)
    run.withLock { $0 = watcher }
    try await watcher.during {
      await server.clientWaits()
      #expect(watcher.contents == server.contents)
      #expect(seen.withLock { $0 } == [0, 0, 0])

      server.breakWatches(.fail(Status(.expired, message: "too old")))
      await server.clientWaits()
      #expect(watcher.contents == server.contents)
      #expect(seen.withLock { $0 } == [0, 0, 0, 5, 5, 5])
    }
    run.withLock { $0 = nil }
  }

  @Test("a list whose continuation has expired starts over, and holds nothing of the first attempt")
  func expiredContinuation() async throws {
    let lists = Mutex(0)
    let server = ModelAPIServer { server, verb in
      guard verb == .list,
        lists.withLock({
          $0 += 1; return $0
        }) == 2
      else { return }
      try? server.delete("ball")
      server.compact()
    }
    for name in ["ball", "bear", "doll", "drum", "duck"] { try server.put(name) }
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      #expect(run.contents == server.contents)
      #expect(server.count(of: .list) == 4)
      #expect(run.counts == counts(lists: 1, watches: 1, errors: 1))
      #expect(run.log.all == ["info: watching"])
    }
  }

  @Test(
    "a kind that is not served, or not to us, is asked for until it is", arguments: [StatusReason.notFound, .forbidden])
  func refused(reason: StatusReason) async throws {
    let run = WatcherRun(of: server)
    server.failNext(.refuse(Status(reason, message: "no")), times: 6)
    try await run.during {
      for _ in 0..<6 {
        #expect(await run.clock.sleeper() <= .seconds(10))
        #expect(run.condition == .refused(reason: "list /toys: \(reason.code) \(reason.rawValue): no"))
        await run.clock.advanceToNextSleeper()
      }
      await server.clientWaits()
      #expect(run.condition == .watching)
      #expect(run.contents == server.contents)
      #expect(run.log.all == ["error: watching is refused", "info: watching"])
    }
  }

  @Test("a server that ends each watch at once is not hammered, and no trouble is told of it")
  func endsAtOnce() async throws {
    let run = WatcherRun(of: server)
    server.breakNext(.end, times: 6)
    try await run.during {
      var waits: [Duration] = []
      for _ in 0..<6 { waits.append(await run.clock.advanceToNextSleeper()) }
      await server.clientWaits()
      #expect(waits.allSatisfy { $0 >= .milliseconds(400) })
      #expect(waits.dropFirst(2).allSatisfy { $0 >= .milliseconds(1500) })
      #expect(run.log.all == ["info: watching"])
    }
  }

  @Test("a line that cannot be read is left out, the rest counts, and a list brings what it said")
  func malformedLine() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      await server.clientWaits()
      server.breakWatches(.garble)
      try server.put("kite")
      try server.put("ball", colour: "blue")
      await server.clientWaits()
      #expect(run.contents.texts[Toys.key("kite")] == nil)
      #expect(run.contents.texts[Toys.key("ball")]?.contains("blue") == true)
      #expect(run.counts.malformed == 1)
      server.breakWatches(.end)
      await server.clientWaits()
      #expect(run.contents == server.contents)
      #expect(run.log.all == ["info: watching", "warning: malformed object left out"])
    }
  }

  @Test("lines that cannot be read fill no log")
  func malformedLines() async throws {
    let run = WatcherRun(of: server)
    try await run.during {
      for number in 0..<50 {
        await server.clientWaits()
        server.breakWatches(.garble)
        try server.put("kite", colour: "\(number)")
      }
      await server.clientWaits()
      #expect(run.counts.malformed == 50)
      #expect(run.log.all == ["info: watching", "warning: malformed object left out"])
    }
  }

  @Test("objects without a name are left out, and the others of the list are there")
  func nameless() async throws {
    let run = WatcherRun(of: NamelessToys())
    try await run.during {
      await run.clock.sleeper()
      #expect(run.contents.texts.keys.map(\.name) == ["ball"])
      #expect(run.counts.malformed == 2)
    }
  }

  @Test("a watcher whose request hangs stops at once when it is cancelled")
  func cancelled() async throws {
    for hangs in [true, false] {
      if hangs { server.failNext(.hang) }
      let run = WatcherRun(of: server)
      try await run.during { #expect(await server.clientWaits() == (hangs ? .hangingRequest : .watch)) }
      #expect(run.counts.errors == 0)
    }
  }

  @Test("a watcher that waits for the next attempt stops at once when it is cancelled")
  func cancelledWhileWaiting() async throws {
    server.failNext(.unreachable)
    let run = WatcherRun(of: server)
    try await run.during { await run.clock.sleeper() }
    #expect(server.count(of: .list) == 1)
  }

  @Test("a watcher stops when its service group does", arguments: [true, false])
  func gracefulShutdown(hangs: Bool) async throws {
    if hangs { server.failNext(.hang) }
    let run = WatcherRun(of: server)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: run.watcher, successTerminationBehavior: .gracefullyShutdownGroup)],
        logger: run.log.logger))
    async let end: Void = group.run()
    await server.clientWaits()
    await group.triggerGracefulShutdown()
    try await end
    #expect(run.counts.errors == 0)
  }

  private func counts(lists: Int = 0, watches: Int = 0, events: Int = 0, errors: Int = 0) -> WatchCounts {
    var counts = WatchCounts()
    counts.lists = lists
    counts.watches = watches
    counts.events = events
    counts.errors = errors
    return counts
  }
}

/// A server whose list has objects without names, and that cannot be watched.
private struct NamelessToys: ObjectReading {
  private let error = KubeError(verb: "watch", path: "/toys", cause: .unreachable("connection refused"))

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject { throw error }

  func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList {
    let objects = [JSONValue.null, Toys.object("ball"), .string("bear")].map { KubeObject($0) }
    return ObjectList(objects: objects, resourceVersion: "1")
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream { throw error }
}
