// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Logging
internal import ServiceLifecycle
private import Synchronization

/// Keeps a store up to date with the objects of a kind: performs what `WatchState` decides, until it is told to stop.
package actor Watcher<Contents: StoreContents>: Service {
  /// Where events come faster than they are taken, reading never waits. Others that share the thread must not wait for the
  /// end of it, the renewal of a lease among them.
  private static var eventsAtOnce: Int { 64 }

  package nonisolated let store: Store<Contents>

  private let resource: KubeResource
  private let namespace: String?
  private let server: any ObjectReading
  private let pageSize: Int
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private let changed: @Sendable (KubeObject) -> Void
  private let listed: @Sendable () -> Void
  private let logger: Logger
  private let record = Mutex(WatchRecord())

  private var state = WatchState.initial
  /// The pages so far of a list that is not complete.
  private var staged = Contents()
  private var pauses = WatchPauses()
  private var generator: any RandomNumberGenerator & Sendable
  private var malformedLines = LogThrottle()

  /// - Parameters:
  ///   - namespace: nil for all.
  ///   - server: its requests have to end by themselves in the time that suits them; here only the waits between them are
  ///     measured.
  ///   - store: belongs to this watcher; others read.
  ///   - changed: is told each object that an event creates or changes, when it is in the store, and each one of a
  ///     list as its page comes, which is before the store has it. It must return at once.
  ///   - listed: is called after each complete list, when its pages and what it replaced have left the memory.
  ///   - pageSize: objects of a page. Ours have 1 to 3 KiB, so the text of 250 stays below a megabyte, and 20,000 take 80
  ///     requests.
  package init(
    _ resource: KubeResource, in namespace: String?, of server: any ObjectReading, into store: Store<Contents>,
    pageSize: Int = 250, clock: any Clock<Duration> = ContinuousClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    changed: @escaping @Sendable (KubeObject) -> Void = { _ in },
    listed: @escaping @Sendable () -> Void = {}, logger: Logger
  ) {
    self.resource = resource
    self.namespace = namespace
    self.server = server
    self.store = store
    self.pageSize = pageSize
    self.clock = clock
    self.generator = generator
    self.changed = changed
    self.listed = listed
    stopwatch = Stopwatch(clock)
    var logger = logger
    logger[metadataKey: "resource"] = "\(resource)"
    self.logger = logger
  }

  /// How it goes. Readable at any time, from anywhere.
  package nonisolated var report: WatchReport {
    record.withLock { $0.report(at: stopwatch.elapsed) }
  }

  package func run() async {
    await cancelWhenGracefulShutdown { await self.follow() }
  }

  private func follow() async {
    while !Task.isCancelled {
      let retry =
        switch state.request {
        case .list(let continuation): await list(continuation)
        case .watch(let version): await watch(since: version)
        }
      let pause = pauses.pause(before: retry, using: &generator)
      if pause > .zero { try? await clock.sleep(for: pause) }
    }
  }
}

// MARK: Lists

extension Watcher {
  private func list(_ continuation: String?) async -> WatchRetry {
    do throws(KubeError) {
      let page = try await server.list(
        resource, in: namespace, ListPage(limit: pageSize, continuation: continuation))
      if continuation == nil { staged = Contents() }
      for object in page.objects { stage(object) }
      for _ in 0..<page.malformed { leaveOut("an element of a list is no object with a name") }
      return try pageCame(page)
    } catch {
      return requestFailed(error)
    }
  }

  private func stage(_ object: KubeObject) {
    guard let key = object.key else { return leaveOut("an object of a list has no name") }
    staged.set(object, for: key)
    changed(object)
  }

  private func pageCame(_ page: ObjectList) throws(KubeError) -> WatchRetry {
    switch state.pageCame(version: page.resourceVersion, continuation: page.continuation) {
    case .more: break
    case .complete:
      store.replace(with: staged)
      staged = Contents()
      record.withLock { $0.counts.lists += 1 }
      listed()
    case .unusable(let reason): throw KubeError(verb: "list", path: resource.description, cause: .malformed(reason))
    }
    return .atOnce
  }
}

// MARK: Watches

extension Watcher {
  private func watch(since version: String) async -> WatchRetry {
    let stream: any WatchStream
    do throws(KubeError) {
      stream = try await server.watch(resource, in: namespace, since: version)
    } catch {
      return requestFailed(error)
    }
    let start = stopwatch.elapsed
    record.withLock { $0.counts.watches += 1 }
    settle(.watching)
    do throws(KubeError) {
      var untilYield = Self.eventsAtOnce
      while !Task.isCancelled, let event = try await stream.next() {
        try take(event)
        untilYield -= 1
        guard untilYield == 0 else { continue }
        await Task.yield()
        untilYield = Self.eventsAtOnce
      }
      return state.ended(age: stopwatch.elapsed - start)
    } catch {
      return watchFailed(error, age: stopwatch.elapsed - start)
    }
  }

  private func take(_ event: WatchEvent) throws(KubeError) {
    switch event {
    case .added(let object), .modified(let object):
      take(object) { key in
        store.set(object, for: key)
        changed(object)
      }
    case .deleted(let object): take(object) { store.remove($0) }
    case .bookmark(let version): state.told(version: version)
    case .failed(let status):
      throw KubeError(verb: "watch", path: resource.description, cause: .refused(status, retryAfter: nil))
    case .malformed(let reason): takeNonsense(reason)
    }
  }

  private func take(_ object: KubeObject, _ apply: (ObjectKey) -> Void) {
    guard let key = object.key else { return takeNonsense("the object of an event has no name") }
    apply(key)
    state.told(version: object.metadata?["resourceVersion"]?.string)
    record.withLock { $0.counts.events += 1 }
  }

  private func takeNonsense(_ reason: String) {
    state.toldNonsense()
    leaveOut(reason)
  }
}

// MARK: What goes wrong

extension Watcher {
  private func requestFailed(_ error: KubeError) -> WatchRetry {
    guard !Task.isCancelled else { return .atOnce }
    let failure = WatchFailure(error)
    let retry = state.failed(failure)
    record.withLock { $0.counts.errors += 1 }
    // What is answered with another request at once is no trouble yet.
    if retry != .atOnce { settle(condition(after: failure, error)) }
    return retry
  }

  /// A watch that was cut says nothing about the server: it is resumed, and if that fails, the store is behind.
  private func watchFailed(_ error: KubeError, age: Duration) -> WatchRetry {
    guard !Task.isCancelled else { return .atOnce }
    record.withLock { $0.counts.errors += 1 }
    logger.debug("watch cut", metadata: ["error": "\(error)"])
    return state.failed(WatchFailure(error), age: age)
  }

  private func condition(after failure: WatchFailure, _ error: KubeError) -> WatchCondition {
    // As much as a reader needs of an answer whose length is the server's choice.
    let text = PlainText.line(error.description, longest: 300)
    if failure.isRefusal { return .refused(reason: text) }
    return store.isSynced ? .disconnected(error: text) : .unsynced(error: text)
  }

  private func settle(_ condition: WatchCondition) {
    let now = stopwatch.elapsed
    guard record.withLock({ $0.note(condition, at: now) }) else { return }
    let error: Logger.Metadata = ["error": "\(condition.error ?? "")"]
    switch condition {
    case .watching: logger.info("watching", metadata: ["objects": "\(store.read { $0.count })"])
    case .unsynced, .disconnected: logger.warning("watching failed, the store is not up to date", metadata: error)
    case .refused: logger.error("watching is refused", metadata: error)
    }
  }

  private func leaveOut(_ reason: String) {
    record.withLock { $0.counts.malformed += 1 }
    guard let unreported = malformedLines.admit(at: stopwatch.elapsed) else { return }
    logger.warning(
      "malformed object left out",
      metadata: ["error": "\(PlainText.line(reason, longest: 300))", "unreported": "\(unreported)"])
  }
}
