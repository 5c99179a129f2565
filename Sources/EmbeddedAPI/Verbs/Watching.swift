// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import HTTPServer
internal import KubeModel

/// One `watch`: tells what has changed until its time is over, its client leaves, or what it would go on with is forgotten,
/// as it is for a client that reads too slowly.
struct Watching: Sendable {
  /// As often as an API server sends them.
  private static let bookmarkInterval = Duration.seconds(60)
  /// Where the client names no end: between 30 and 60 minutes, so that not all come back at once.
  private static let usualSeconds: ClosedRange<Int64> = 1_800...3_600
  /// Changes told between two looks at the store.
  private static let batch = 100

  private let database: Database
  private let clock: any Clock<Duration>
  private let selection: Selection
  private let presentation: Presentation
  private let now: @Sendable () -> Instant
  private let namespace: String?
  private let type: ResourceType
  /// Nil for all that is there, and then what changes.
  private let since: Int64?
  private let timeout: Duration
  private let sendsBookmarks: Bool

  init(
    _ request: APIRequest, _ database: Database, _ clock: any Clock<Duration>, now: @escaping @Sendable () -> Instant
  ) throws(APIFailure) {
    (self.database, self.clock, self.now) = (database, clock, now)
    (selection, presentation) = (try request.selection(), try Presentation(request, now: now()))
    (type, namespace) = (request.target.type, request.target.resource.isNamespaced ? request.target.namespace : nil)
    let query = request.query
    try request.options.check(
      match: query["resourceVersionMatch"], version: query["resourceVersion"], continues: false, isWatch: true)
    let version = try query.number("resourceVersion") ?? 0
    since = version == 0 ? nil : version
    let seconds = try request.query.number("timeoutSeconds") ?? Int64.random(in: Self.usualSeconds)
    timeout = .seconds(min(seconds, Self.usualSeconds.upperBound))
    sendsBookmarks = request.query.flag("allowWatchBookmarks")
  }

  func write(to body: BodyStream) async throws(CancellationError) {
    var presentation = presentation
    let elapsed = Self.stopwatch(clock)
    var nextBookmark = Self.bookmarkInterval
    let store = await database.store
    var revision = since ?? store.revision
    if since == nil {
      for object in store.objects(type, in: namespace) where selection.matches(object) {
        try await body.write(presentation.event("ADDED", object))
      }
    }
    let first = revision
    while elapsed() < timeout {
      let changes: [Change]?
      do throws(ObjectStore.NotAvailable) {
        changes = try await database.changes(after: revision, atMost: Self.batch)
      } catch {
        let failure = APIFailure.expired(revision, now: await database.store.revision)
        return try await body.write(Presentation.line("ERROR", failure.body))
      }
      guard let changes else { return }
      presentation.now = now()
      for change in changes {
        revision = change.revision
        guard let event = selection.event(of: change) else { continue }
        try await body.write(presentation.event(event.type, event.object))
      }
      if elapsed() >= nextBookmark {
        nextBookmark = elapsed() + Self.bookmarkInterval
        if sendsBookmarks { try await body.write(presentation.bookmark(revision)) }
      }
      if changes.isEmpty { await wait(after: revision, atMost: min(timeout, nextBookmark) - elapsed()) }
      guard !Task.isCancelled else { throw CancellationError() }
    }
    if sendsBookmarks, revision > first { try await body.write(presentation.bookmark(revision)) }
  }

  private func wait(after revision: Int64, atMost duration: Duration) async {
    await withTaskGroup(of: Void.self) { [database, clock] group in
      group.addTask { await database.changed(after: revision) }
      group.addTask { try? await clock.sleep(for: duration) }
      await group.next()
      group.cancelAll()
    }
  }

  private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
