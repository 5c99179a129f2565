// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

extension Plan {
  /// The value that `kubectl annotate` gives starts one run, whatever the schedule says.
  static let runNow = "db.orange.com/run-now"

  /// A clock that is set back by more was wrong for long: slots that seem to have run are not believed.
  private static let clockCorrection = Duration.seconds(86_400)

  /// Brings what the status says of the schedule up to date.
  /// - Returns: the run that is due, a slot's before one that somebody asks for; nil while another one is in progress.
  mutating func keepSchedule(_ observed: Observed) -> Run? {
    let isFree = status.run == nil
    if !observed.isSuspended, let clock = SlotClock(observed) {
      register(clock, observed)
      correct(clock, observed)
      noteOverdue(clock, observed)
      withoutRun = status
      if let first = status.nextSchedule, first <= observed.now,
        let run = due(first, clock, observed, isFree: isFree)
      {
        return run
      }
    } else {
      unschedule(observed)
    }
    withoutRun = status
    return isFree ? manualRun(observed) : nil
  }

  private func manualRun(_ observed: Observed) -> Run? {
    guard observed.backup?.isOneShot == false, let value = observed.object.annotation(Plan.runNow), !value.isEmpty,
      value != status.lastTrigger
    else { return nil }
    return Run(trigger: value, snapshotTag: "", queued: observed.now)
  }

  /// No time of a schedule counts.
  private mutating func unschedule(_ observed: Observed) {
    (status.schedule, status.nextSchedule) = (nil, nil)
    guard let spec = observed.backup else { return }
    if spec.isOneShot { status.conditions.removeAll { $0.kind == .overdue } }
    // What is wrong with it is worth more than that it does not matter now.
    guard observed.isSuspended, !spec.isOneShot, status.condition(.ready)?.isTrue != false else { return }
    status.set(.ready, true, "Suspended", "no run starts by itself", at: observed.now)
  }

  /// Times of a schedule count from when it was seen to be this one. Only an object that nobody has handled yet is owed
  /// the slots since it was made: an edit, a resumption or a takeover starts nothing that has passed.
  private mutating func register(_ clock: SlotClock, _ observed: Observed) {
    guard status.schedule != clock.text else { return }
    let isOwed = observed.isUnseen && !observed.isForgotten
    status.schedule = clock.text
    status.nextSchedule = clock.next(after: isOwed ? min(observed.created, observed.now) : latestUsed(observed.now))
    // Of one that never comes nobody promises that it runs; the rules say what is wrong with it.
    guard status.nextSchedule != nil else { return }
    status.set(.ready, true, "Scheduled", "runs \(clock.text)", at: observed.now)
    notices.append(.scheduled(clock.text))
  }

  /// No slot up to here starts: it has passed, or it ran before the clock was set back.
  private func latestUsed(_ now: Instant) -> Instant {
    guard let last = status.lastSchedule, last <= now + Plan.clockCorrection else { return now }
    return max(now, last)
  }

  /// No slot that is noted lies beyond the next one, but after a clock was set back: then those that ran before run
  /// again only if the clock was wrong for long.
  private mutating func correct(_ clock: SlotClock, _ observed: Observed) {
    guard let next = clock.next(after: observed.now) else { return }
    if let noted = status.nextSchedule {
      guard noted > next else { return }
      if latestUsed(observed.now) >= next { return }
    }
    status.nextSchedule = next
  }

  /// Slots that have passed: the latest of them may still run, those before it do not.
  private mutating func due(_ first: Instant, _ clock: SlotClock, _ observed: Observed, isFree: Bool) -> Run? {
    let slot = clock.latest(from: first, upTo: observed.now)
    let limit = observed.historyLimit
    if !isFree {
      // Its turn comes when the run is over.
      guard observed.backup?.concurrencyPolicy.value ?? .forbid == .forbid else { return nil }
      status.nextSchedule = clock.next(after: slot)
      skip(slot, "StillRunning", "the run before was still in progress", limit)
      return nil
    }
    status.nextSchedule = clock.next(after: slot)
    if let deadline = observed.backup?.startingDeadlineSeconds.value, slot + .seconds(max(0, deadline)) < observed.now {
      skip(slot, "StartingDeadlineExceeded", "it could not start within \(deadline) s of its time", limit)
      return nil
    }
    if slot > first {
      let message = "the runs from \(first) on did not start in time; that of \(slot) makes up for them"
      status.skip(first, "Missed", message, historyLimit: limit)
    }
    return Run(slot: slot, snapshotTag: "", queued: observed.now)
  }

  private mutating func skip(_ slot: Instant, _ reason: String, _ message: String, _ limit: Int?) {
    status.skip(slot, reason, message, historyLimit: limit)
    notices.append(.skipped(slot, message))
  }

  /// Once it is true, only a success changes it.
  private mutating func noteOverdue(_ clock: SlotClock, _ observed: Observed) {
    guard status.condition(.overdue)?.isTrue != true, let slot = unansweredSlot(observed.now),
      clock.overdue(slot) <= observed.now
    else { return }
    let success = status.lastSuccess.map { "the last run that succeeded ended at \($0.wholeSecond)" }
    status.set(.overdue, true, "NoRecentSuccess", success ?? "no run has succeeded yet", at: observed.now)
    notices.append(.overdue)
  }

  /// The slot that a success is expected for: the latest that has none, or the next one. What lies ahead of now has not
  /// been: a clock was wrong.
  private func unansweredSlot(_ now: Instant) -> Instant? {
    guard let last = status.lastSchedule, last <= now, status.lastSuccess.map({ $0 < last }) ?? true else {
      return status.nextSchedule
    }
    return last
  }

  /// When the schedule wants something next.
  func nextAttention(_ observed: Observed) -> Instant? {
    guard let next = status.nextSchedule else { return nil }
    guard status.condition(.overdue)?.isTrue != true, let clock = SlotClock(observed),
      let slot = unansweredSlot(observed.now)
    else { return next }
    let overdue = clock.overdue(slot)
    return overdue > observed.now ? min(next, overdue) : next
  }
}
