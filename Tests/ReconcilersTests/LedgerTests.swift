// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Testing

@testable import Reconcilers

@Suite("What happens to a run, as the status tells it")
struct LedgerTests {
  private let coordinator = Coordinator(pod: "demo-0", uid: "u0", restarts: 3)
  private let later = noon + .seconds(60)

  private func queued(slot: Instant? = noon) -> ObjectStatus {
    var status = ObjectStatus()
    status.queue(Run(slot: slot, snapshotTag: "", queued: noon), at: noon)
    return status
  }

  private func intended() -> ObjectStatus {
    var status = queued()
    status.intend(coordinator, .backup(), as: .pending, at: noon)
    return status
  }

  private func running() -> ObjectStatus {
    var status = intended()
    status.accept(Operations.running(), at: noon)
    return status
  }

  // MARK: Before it is sent

  @Test("a run that is due replaces what the status said of the one before")
  func queue() {
    var status = running()
    status.nodes = [NodeStatus(pod: "demo-0")]
    status.end(.failed("No", "no", [ObjectStatus.Failure(source: "a", message: "b")]), nil, historyLimit: 10, at: noon)
    status.queue(Run(slot: later, trigger: "1", snapshotTag: "", queued: later), at: later)
    #expect(status.id == nil && status.coordinator == nil && status.coordinatorUID == nil && status.progress == nil)
    #expect(status.timeCreated == nil && status.timeStarted == nil && status.timeCompleted == nil)
    #expect(status.nodes == [] && status.failures == [])
    #expect((status.lastTrigger, status.lastSchedule) == ("1", later))
    #expect((status.state, status.stateChanged) == (.queued, "2026-11-22T12:01:00Z"))
    #expect(status.history.count == 1)
  }

  @Test("a run that no schedule asked for leaves the slots alone")
  func queueByHand() {
    var status = ObjectStatus()
    (status.lastSchedule, status.lastTrigger) = (noon, "1")
    status.queue(Run(snapshotTag: "", queued: later), at: later)
    #expect((status.lastSchedule, status.lastTrigger) == (noon, "1"))
  }

  @Test("a run that waits says for what")
  func wait() {
    var status = queued()
    status.wait("position 1", at: later)
    #expect((status.state, status.stateChanged) == (.queued, "2026-11-22T12:00:00Z"))
    #expect(status.condition(.progressing)?.reason == "Queued")
    #expect(status.condition(.progressing)?.message == "position 1")
    // Before its second attempt it is pending.
    status.retry(after: .failed("No", "no"), notBefore: later, at: later)
    status.wait("position 2", at: later)
    #expect(status.state == .queued)
  }

  @Test("the decision is written with all that finds the operation again after a crash")
  func intend() throws {
    let status = intended()
    let run = try #require(status.run)
    #expect((run.phase, run.attempt, run.snapshotTag) == (.starting, 1, "nightly"))
    #expect((run.cluster, run.datacenter) == ("demo", "dc1"))
    #expect((run.started, run.intent, run.sidecarRestarts) == (noon, noon, 3))
    #expect((status.coordinator, status.coordinatorUID, status.id) == ("demo-0", "u0", nil))
    #expect(status.state == .pending)
    #expect(ObjectStatus(status.json) == status)
  }

  @Test("the deadline counts from the first attempt")
  func started() {
    var status = intended()
    status.retry(after: .failed("NotAccepted", "no"), notBefore: later, at: noon)
    status.intend(coordinator, .backup(), as: .pending, at: later)
    #expect(status.run?.started == noon)
    #expect(status.run?.intent == later)
    #expect(status.run?.notBefore == nil)
    #expect(status.run?.attempt == 2)
  }

  @Test("a run that is dropped leaves nothing of itself but the reason")
  func drop() {
    var status = running()
    status.retry(after: .failed("NotAccepted", "no", [.init(source: "a", message: "b")]), notBefore: later, at: noon)
    status.drop(.failed("Suspended", "it was suspended"), at: later)
    #expect(status.run == nil && status.state == nil && status.stateChanged == nil && status.failures == [])
    #expect(status.condition(.progressing)?.isTrue == false)
    #expect(status.condition(.progressing)?.reason == "Suspended")
    #expect(ObjectStatus(status.json) == status)
  }

  // MARK: While it runs

  @Test("an accepted run is known by the sidecar's id")
  func accept() {
    let status = running()
    #expect((status.run?.phase, status.id, status.progress) == (.running, Operations.id, "29%"))
    #expect((status.timeCreated, status.timeStarted) == ("2026-11-22T12:00:05Z", "2026-11-22T12:00:06Z"))
    #expect((status.state, status.timeCompleted) == (.running, nil))
  }

  @Test("the time of a state changes with the state, and not with the progress")
  func transition() {
    var status = intended()
    var operation = Operations.running()
    (operation.state, operation.progress) = (.pending, 0)
    status.accept(operation, at: later)
    #expect((status.state, status.stateChanged) == (.pending, "2026-11-22T12:00:00Z"))
    operation.state = .running
    status.follow(operation, at: later)
    #expect((status.state, status.stateChanged) == (.running, "2026-11-22T12:01:00Z"))
    operation.progress = 0.5
    status.follow(operation, at: later + .seconds(60))
    #expect((status.progress, status.stateChanged) == ("50%", "2026-11-22T12:01:00Z"))
  }

  @Test("the transition of a condition is that of its status, whatever it says")
  func conditionTransition() {
    var status = ObjectStatus()
    status.set(.ready, true, "A", "a", at: noon + .nanoseconds(5))
    status.set(.ready, true, "B", "b", at: later)
    #expect(status.condition(.ready)?.changed == noon)
    #expect(status.condition(.ready)?.reason == "B")
    status.set(.ready, false, "C", "c", at: later)
    #expect(status.condition(.ready)?.changed == later)
    #expect(status.conditions.count == 1)
  }

  @Test("a sidecar that does not answer changes no state")
  func lose() {
    var status = running()
    status.lose("no answer", at: later)
    #expect(status.state == .running)
    #expect(status.condition(.progressing)?.reason == "CoordinatorUnreachable")
    #expect(status.condition(.progressing)?.changed == noon)
  }

  @Test("a message of a condition is one line, and no longer than a person reads")
  func message() {
    var status = ObjectStatus()
    status.set(.ready, false, "A", "one\ntwo\u{202E}" + String(repeating: "x", count: 5_000), at: noon)
    let message = status.condition(.ready)?.message ?? ""
    #expect(message.hasPrefix("one two\u{FFFD}xxx"))
    #expect(message.unicodeScalars.count == ObjectCondition.longestMessage)
  }

  // MARK: When it is over

  @Test("a success is on record with the tag that names its data")
  func success() {
    var status = running()
    status.end(.completed("all 3 nodes did their part"), Operations.completed(), historyLimit: 10, at: later)
    #expect((status.run, status.state, status.lastSuccess, status.lastFailure) == (nil, .completed, later, nil))
    #expect((status.progress, status.timeCompleted) == ("100%", "2026-11-22T12:10:00Z"))
    #expect(
      status.history == [
        HistoryEntry(
          slot: noon, id: Operations.id, tag: "nightly" + Operations.stamp, state: "COMPLETED", started: noon,
          completed: later, reason: "Completed", message: "all 3 nodes did their part")
      ])
    #expect(status.condition(.progressing)?.isTrue == false)
  }

  @Test(
    "a failure is on record with its reason, and says what the nodes say",
    arguments: [
      RunEnd.failed("IncompleteNodes", "no", [.init(source: "a", message: "b")]), .unknown("Lost", "who knows"),
    ])
  func failure(end: RunEnd) {
    var status = running()
    status.end(end, nil, historyLimit: 10, at: later)
    #expect((status.run, status.state, status.lastSuccess, status.lastFailure) == (nil, end.state, nil, later))
    #expect(status.failures == end.failures)
    #expect(status.history.map(\.reason) == [end.reason])
    #expect(status.history.first?.tag == "nightly")
  }

  @Test("a restore has no history")
  func withoutHistory() {
    var status = running()
    status.end(.completed("done"), Operations.completed(.restore), historyLimit: nil, at: later)
    #expect(status.history == [] && status.lastSuccess == nil && status.state == .completed)
  }

  @Test("a run whose outcome is known goes on occupying its cluster until the sidecar lets go")
  func holds() {
    var status = running()
    status.end(.failed("DeadlineExceeded", "late"), Operations.running(), historyLimit: 10, holds: true, at: later)
    #expect((status.run?.phase, status.state, status.id) == (.stopping, .failed, Operations.id))
    #expect(status.condition(.progressing)?.isTrue == true)
    status.letGo(at: later)
    #expect((status.run, status.state) == (nil, .failed))
    #expect(status.condition(.progressing)?.isTrue == false)
    #expect(status.condition(.progressing)?.reason == "DeadlineExceeded")
    #expect(status.history.count == 1)
  }

  @Test("an attempt that came to nothing leaves no operation behind, and the next one waits")
  func retry() {
    var status = running()
    status.retry(after: .failed("NotAccepted", "no"), notBefore: later, at: noon)
    #expect((status.run?.phase, status.run?.attempt, status.run?.notBefore) == (.queued, 2, later))
    #expect(status.run?.intent == nil && status.run?.sidecarRestarts == nil)
    #expect(status.id == nil && status.coordinator == nil && status.timeCreated == nil && status.timeStarted == nil)
    #expect(status.state == .pending)
    #expect(status.history == [])
  }

  @Test("a success ends what was overdue, and a failure does not")
  func overdue() {
    var status = running()
    status.set(.overdue, true, "NoRecentSuccess", "", at: noon)
    var failed = status
    failed.end(.failed("No", "no"), nil, historyLimit: 10, at: later)
    #expect(failed.condition(.overdue)?.isTrue == true)
    status.end(.completed("done"), Operations.completed(), historyLimit: 10, at: later)
    #expect(status.condition(.overdue)?.isTrue == false)
    #expect(status.condition(.overdue)?.changed == later)
  }

  // MARK: History

  /// `+` succeeds, `-` fails; the newest is the first of the result.
  private func history(_ runs: String, limit: Int) -> String {
    var status = ObjectStatus()
    for (index, run) in runs.enumerated() {
      let now = noon + .seconds(index)
      status.queue(Run(slot: now, snapshotTag: "", queued: now), at: now)
      status.end(run == "+" ? .completed("") : .failed("No", ""), nil, historyLimit: limit, at: now)
    }
    return status.history.map { "\($0.isSuccess ? "+" : "-")\(($0.completed ?? noon).seconds - noon.seconds)" }
      .joined(separator: " ")
  }

  @Test(
    "the history has the newest runs, and the last success however old it is",
    arguments: [
      ("-+-", 10, "-2 +1 -0"), ("++++", 2, "+3 +2"), ("+----", 3, "-4 -3 +0"), ("+-", 1, "+0"), ("+--", 0, "+0"),
      ("----", 0, ""), ("-----", 2, "-4 -3"), ("+-+--", 2, "-4 +2"), ("++", 1, "+1"),
    ])
  func limit(runs: String, limit: Int, expected: String) {
    #expect(history(runs, limit: limit) == expected)
  }

  @Test("a slot without a run is in the history, and is no failure")
  func skip() {
    var status = ObjectStatus()
    status.skip(noon, "StillRunning", "the run before", historyLimit: 10)
    #expect(status.lastSchedule == noon)
    #expect(
      status.history == [HistoryEntry(slot: noon, state: "SKIPPED", reason: "StillRunning", message: "the run before")])
    #expect(status.lastFailure == nil && status.state == nil)
    status.skip(noon, "StillRunning", "", historyLimit: nil)
    #expect(status.history == [])
  }
}
