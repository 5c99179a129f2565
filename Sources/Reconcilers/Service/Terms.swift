// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Icarus
import KubeModel
import Logging
import Policy
private import Synchronization

/// The terms in which this process leads, one after the other. A term begins with a reading of all objects, which says
/// what each cluster is busy with, and nothing is started before it is complete.
final class Terms: Sendable {
  private struct Term: Sendable {
    var controller: Controller<Subject>
    var slots: ClusterSlots
    var events: EventQueue
  }

  /// Objects of a page. Ours have 1 to 3 KiB.
  private static let pageSize = 250

  private let settings: ReconcilerSettings
  private let server: any ObjectReading & ObjectWriting
  private let sidecars: any Sidecar
  private let gate: Gate
  private let wall: WallTime
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let term = Mutex<Term?>(nil)

  init(
    _ settings: ReconcilerSettings, server: any ObjectReading & ObjectWriting, sidecars: any Sidecar, gate: Gate,
    wall: WallTime, clock: any Clock<Duration>, logger: Logger
  ) {
    self.settings = settings
    self.server = server
    self.sidecars = sidecars
    self.gate = gate
    self.wall = wall
    self.clock = clock
    self.logger = logger
  }

  /// Nil while another process leads.
  var report: ControllerReport? { term.withLock { $0?.controller.report } }

  /// Works until it is cancelled and what runs has ended.
  func lead(_ leadership: Leadership) async {
    let rival = RivalWatch(settings.toleratesCassKop, since: await leaseCreation())
    let term = term(leadership, rival)
    self.term.withLock { $0 = term }
    defer { self.term.withLock { $0 = nil } }
    await term.events.run {
      if await fill(term, rival) { await term.controller.run() }
    }
  }

  /// Returns at once: the object's next reconcile is queued, if there is a term.
  func changed(_ kind: SubjectKind, _ object: KubeObject) {
    guard let term = term.withLock({ $0 }), let key = object.key else { return }
    let observed = Observed(Subject(kind: kind, key: key), object, at: wall.now)
    if let due = Plan.attention(observed) { term.controller.add(observed.subject, at: due) }
  }

  private func term(_ leadership: Leadership, _ rival: RivalWatch) -> Term {
    let slots = ClusterSlots()
    let server = FencedServer(server, by: leadership, clock: clock)
    let events = EventQueue(
      EventRecorder(of: server, wall: wall, clock: clock, logger: logger), clock: clock)
    // The reconciler wakes others of its controller, which exists only after it.
    let waker = Relay<Subject>()
    let reconciler = OperationReconciler(
      server: server, sidecar: FencedSidecar(sidecar: sidecars, leadership: leadership),
      gate: gate, slots: slots, rival: rival, wall: wall, stopwatch: Stopwatch(clock),
      notify: { notice, observed in await events.add(notice, about: observed) }, wake: { waker.tell($0) },
      logger: logger)
    let controller = Controller<Subject>(workers: settings.workers, wall: wall, clock: clock, logger: logger) {
      await reconciler.reconcile($0)
    }
    waker.connect { [wall] in controller.add($0, at: wall.now) }
    return Term(controller: controller, slots: slots, events: events)
  }
}

// MARK: The beginning of a term

extension Terms {
  /// Reads every object. Until that has succeeded nobody knows which cluster is free.
  /// - Returns: false if the term ended before.
  private func fill(_ term: Term, _ rival: RivalWatch) async -> Bool {
    var backoff = Backoff(initial: .milliseconds(500), longest: .seconds(5))
    var generator = SystemRandomNumberGenerator()
    while !Task.isCancelled {
      do throws(KubeError) {
        var count = 0
        for kind in SubjectKind.allCases {
          for namespace in settings.namespaces.isEmpty ? [nil] : settings.namespaces.map(Optional.some) {
            count += try await read(kind, in: namespace, term, rival)
          }
        }
        logger.info("leading", metadata: ["objects": "\(count)"])
        return true
      } catch {
        guard !Task.isCancelled else { break }
        logger.warning("leading, but the objects cannot be read yet", metadata: ["error": "\(error)"])
        try? await clock.sleep(for: backoff.next(atLeast: error.retryAfter, using: &generator))
      }
    }
    return false
  }

  /// - Returns: how many there are.
  private func read(
    _ kind: SubjectKind, in namespace: String?, _ term: Term, _ rival: RivalWatch
  ) async throws(KubeError) -> Int {
    var count = 0
    var continuation: String?
    repeat {
      let page = try await server.list(
        kind.resource, in: namespace, ListPage(limit: Self.pageSize, continuation: continuation))
      for object in page.objects {
        guard let key = object.key else { continue }
        count += 1
        rival.look(at: object)
        take(Observed(Subject(kind: kind, key: key), object, at: wall.now), term)
      }
      continuation = page.continuation
    } while continuation != nil && !Task.isCancelled
    return count
  }

  private func take(_ observed: Observed, _ term: Term) {
    term.slots.occupy(observed)
    if let due = Plan.attention(observed) { term.controller.add(observed.subject, at: due) }
  }

  /// When Cassette first led here; nil where nobody can say.
  private func leaseCreation() async -> Instant? {
    let lease = try? await server.get(LeaderElector.resource, settings.lease)
    return lease?.metadata?.time("creationTimestamp")
  }
}
