// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel

/// What happens to a run, each as a change of the status. Nothing else changes the state of a run.
extension ObjectStatus {
  // MARK: Before it is sent

  /// A run is due.
  mutating func queue(_ run: Run, at now: Instant) {
    self.run = run
    forgetOperation()
    if let trigger = run.trigger { lastTrigger = trigger }
    if let slot = run.slot { lastSchedule = slot }
    become(.queued, at: now)
  }

  /// The run will not begin. It may be asked for again.
  mutating func drop(_ end: RunEnd, at now: Instant) {
    run = nil
    forgetOperation()
    (state, stateChanged) = (nil, nil)
    set(.progressing, false, end.reason, end.message, at: now)
  }

  /// The only run of the object will never begin.
  mutating func giveUp(_ end: RunEnd, at now: Instant) {
    become(end.state, at: now)
    set(.ready, false, end.reason, end.message, at: now)
  }

  /// Another operation has the cluster.
  mutating func wait(_ message: String, at now: Instant) {
    become(.queued, at: now)
    set(.progressing, true, "Queued", message, at: now)
  }

  /// The decision to ask this coordinator, written down before it is asked.
  mutating func intend(
    _ coordinator: Coordinator, _ target: Target, as state: OperationState, at now: Instant
  ) {
    guard var run else { preconditionFailure("an intent without a run") }
    run.phase = .starting
    run.snapshotTag = target.request.snapshotTag
    run.cluster = target.cluster.name
    run.datacenter = target.datacenter
    run.started = run.started ?? now
    run.intent = now
    run.notBefore = nil
    run.sidecarRestarts = coordinator.restarts
    self.run = run
    self.coordinator = coordinator.pod
    coordinatorUID = coordinator.uid
    id = nil
    become(state, at: now)
    set(.ready, true, "Running", "a run is in progress", at: now)
    set(.progressing, true, "Starting", "the sidecar of pod \(coordinator.pod) is asked", at: now)
  }

  // MARK: While it runs

  /// The sidecar has accepted the run, as this operation.
  mutating func accept(_ operation: SidecarOperation, at now: Instant) {
    guard run != nil else { preconditionFailure("an operation without a run") }
    run?.phase = .running
    id = operation.id
    failures = []
    follow(operation, at: now)
  }

  /// What the sidecar says of the operation while it runs.
  mutating func follow(_ operation: SidecarOperation, at now: Instant) {
    (timeCreated, timeStarted) = (operation.creationTime, operation.startTime)
    timeCompleted = nil
    progress = Percent.text(operation.progress)
    become(operation.state == .pending ? .pending : .running, at: now)
    set(.progressing, true, "Running", "operation \(operation.id) runs on pod \(coordinator ?? "")", at: now)
  }

  /// The sidecar does not answer, and its pod is still there.
  mutating func lose(_ message: String, at now: Instant) {
    set(.progressing, true, "CoordinatorUnreachable", message, at: now)
  }

  // MARK: When it is over

  /// The outcome of the run.
  /// - Parameters:
  ///   - operation: as the sidecar showed it last; nil where there is none.
  ///   - historyLimit: nil for an object that has but one run, and so no history.
  ///   - holds: the sidecar has not let go of the operation: the cluster stays occupied.
  mutating func end(
    _ end: RunEnd, _ operation: SidecarOperation?, historyLimit: Int?, holds: Bool = false, at now: Instant
  ) {
    guard let run else { preconditionFailure("the end of no run") }
    if let operation {
      (timeCreated, timeStarted) = (operation.creationTime, operation.startTime)
      timeCompleted = operation.completionTime
      progress = Percent.text(operation.progress)
    }
    failures = end.failures
    become(end.state, at: now)
    if let historyLimit {
      let entry = HistoryEntry(
        slot: run.slot, id: id, tag: operation?.snapshotTag ?? run.snapshotTag, state: end.state.rawValue,
        started: run.started, completed: now, reason: end.reason, message: PlainText.line(end.message, longest: 300))
      remember(entry, limit: historyLimit)
      if end.state == .completed { lastSuccess = now } else { lastFailure = now }
    }
    if end.state == .completed, condition(.overdue)?.isTrue == true {
      set(.overdue, false, "Succeeded", "a run has succeeded", at: now)
    }
    set(.progressing, holds, end.reason, end.message, at: now)
    if holds { self.run?.phase = .stopping } else { self.run = nil }
  }

  /// The sidecar has let go of an operation whose outcome is recorded.
  mutating func letGo(at now: Instant) {
    run = nil
    let progressing = condition(.progressing)
    set(.progressing, false, progressing?.reason ?? "Stopped", progressing?.message ?? "", at: now)
  }

  /// The attempt came to nothing, and there is another one later.
  mutating func retry(after end: RunEnd, notBefore: Instant, at now: Instant) {
    guard var run else { preconditionFailure("another attempt at no run") }
    run.attempt += 1
    run.phase = .queued
    run.notBefore = notBefore
    (run.intent, run.sidecarRestarts) = (nil, nil)
    self.run = run
    forgetOperation()
    failures = end.failures
    become(.pending, at: now)
    set(
      .progressing, true, end.reason, "\(end.message); attempt \(run.attempt) begins at \(notBefore)", at: now)
  }

  /// No run starts for a time of the schedule.
  mutating func skip(_ slot: Instant, _ reason: String, _ message: String, historyLimit: Int?) {
    lastSchedule = slot
    remember(
      HistoryEntry(slot: slot, state: HistoryEntry.skipped, reason: reason, message: message), limit: historyLimit ?? 0)
  }

  /// Newest first. The last success stays, however many failures follow: a restore needs its tag.
  private mutating func remember(_ entry: HistoryEntry, limit: Int) {
    history.insert(entry, at: 0)
    guard history.count > limit else { return }
    let success = history.firstIndex(where: \.isSuccess)
    let kept = history[..<limit]
    if let success, success >= limit {
      history = kept.dropLast() + [history[success]]
    } else {
      history = Array(kept)
    }
  }

  private mutating func forgetOperation() {
    (id, coordinator, coordinatorUID, progress) = (nil, nil, nil, nil)
    (timeCreated, timeStarted, timeCompleted) = (nil, nil, nil)
    (nodes, failures) = ([], [])
  }

  // MARK: Conditions

  mutating func become(_ state: OperationState, at now: Instant) {
    guard self.state != state || stateChanged == nil else { return }
    self.state = state
    stateChanged = now.wholeSecond.description
  }

  func condition(_ kind: ObjectCondition.Kind) -> ObjectCondition? {
    conditions.first { $0.kind == kind }
  }

  mutating func set(_ kind: ObjectCondition.Kind, _ isTrue: Bool, _ reason: String, _ message: String, at now: Instant)
  {
    var condition = ObjectCondition(
      kind: kind, isTrue: isTrue, reason: reason,
      message: PlainText.line(message, longest: ObjectCondition.longestMessage),
      observedGeneration: observedGeneration, changed: now.wholeSecond)
    guard let place = conditions.firstIndex(where: { $0.kind == kind }) else {
      conditions.append(condition)
      return
    }
    if conditions[place].isTrue == isTrue { condition.changed = conditions[place].changed }
    conditions[place] = condition
  }
}
