// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// What is to be done about an object now: a function of the object and the time, without effects.
///
///     nothing ──due──▶ start ──written down, asked──▶ find ◀─crash─▶ follow ──ended, checked──▶ nothing
///                        │                                              │
///                        └── waits: queued                              └── deadline: drain ──▶ nothing
struct Plan: Sendable {
  enum Step: Sendable, Equatable {
    /// Nothing before that time; nil for nothing until somebody changes the object.
    case rest(until: Instant?)
    /// A run is due or waits: its cluster has to be free and its surroundings right, then a sidecar is asked.
    case start
    /// A sidecar may have been asked: its list tells.
    case find
    /// The sidecar has accepted the run.
    case follow
    /// The outcome is recorded, and the sidecar still works.
    case drain
    /// The object is being deleted while a run is at work.
    case stop
    /// Nothing is at work, and the object carries a finalizer of ours.
    case release
  }

  /// As the status should be.
  var status: ObjectStatus
  /// The same without the run that becomes due right now, which stays due: what to write where it cannot start yet.
  var withoutRun: ObjectStatus
  /// The same without that run, whose time has passed: what to write where it is left out.
  var withoutSlot: ObjectStatus
  var step: Step
  var notices: [Notice] = []

  init(_ observed: Observed) {
    var status = observed.status
    status.observedGeneration = observed.object.generation
    self.status = status
    (withoutRun, withoutSlot) = (status, status)
    step = .rest(until: nil)
    takeOver(observed)
    if observed.object.isBeingDeleted {
      let isAtWork = self.status.run?.isAtWork == true
      step = observed.ownFinalizers.isEmpty ? .rest(until: nil) : isAtWork ? .stop : .release
      return
    }
    let isHeld = observed.object.finalizers.contains(Finalizer.cassette)
    guard !isHeld || self.status.run != nil else {
      step = .release
      return
    }
    dropSuspended(observed)
    let due = keepSchedule(observed)
    withoutSlot = self.status
    if let run = self.status.run {
      step = Plan.step(for: run, observed.now)
    } else if let run = due ?? onlyRun(observed) {
      self.status.queue(run, at: observed.now)
      step = .start
    } else {
      step = .rest(until: isHeld ? observed.now : nextAttention(observed))
    }
  }

  private static func step(for run: Run, _ now: Instant) -> Step {
    switch run.phase {
    case .queued: waits(run, now).map { .rest(until: $0) } ?? .start
    case .starting: .find
    case .running: .follow
    case .stopping: .drain
    }
  }

  /// Until when a next attempt waits; nil if it may begin. None waits longer than the longest pause: such a time is of
  /// a clock that was wrong.
  private static func waits(_ run: Run, _ now: Instant) -> Instant? {
    guard let time = run.notBefore, time > now, time <= now + Pace.longestRetry else { return nil }
    return time
  }

  /// When the object needs somebody, as far as it tells by itself.
  /// - Returns: nil for never.
  static func attention(_ observed: Observed) -> Instant? {
    let plan = Plan(observed)
    guard case .rest(let until) = plan.step else { return observed.now }
    return plan.status == observed.status ? until : observed.now
  }
}

// MARK: Runs without a schedule

extension Plan {
  /// The one run of a restore, and of a backup without a schedule.
  private mutating func onlyRun(_ observed: Observed) -> Run? {
    if let spec = observed.backup {
      guard spec.isOneShot, !observed.isSuspended else { return nil }
      // It had a schedule once.
      guard status.lastSuccess == nil, status.lastFailure == nil else { return nil }
    }
    guard status.state.map({ !$0.hasStarted }) ?? true || isUnsent(observed) else { return nil }
    guard !observed.isForgotten else {
      let end = RunEnd.failed(
        "Forgotten", "nobody looked after it since \(observed.created): make it again to run it now")
      status.giveUp(end, at: observed.now)
      notices.append(.ended(observed.subject.kind, end))
      return nil
    }
    return Run(snapshotTag: "", queued: observed.now)
  }

  /// A decision to ask a sidecar of which a cluster with CassKop's definitions kept everything but the run, so that nothing
  /// was sent. CassKop's own backups are PENDING only with the id of an operation.
  private func isUnsent(_ observed: Observed) -> Bool {
    observed.subject.kind == .backup && status.state == .pending && status.id == nil
  }

  /// What CassKop left at work, in a status without a run. Its restores say REQUIRED before they are sent, and keep
  /// saying it when the answer is lost; such a one is looked for, and not sent again.
  private mutating func takeOver(_ observed: Observed) {
    guard status.run == nil, let state = status.state, status.coordinator != nil else { return }
    var run = Run(snapshotTag: "", queued: observed.now, started: began(observed))
    switch (state, status.id) {
    case (.required, .some), (.pending, .some), (.running, .some): run.phase = .running
    case (.required, nil) where observed.subject.kind == .restore: run.phase = .starting
    default: return
    }
    status.run = run
  }

  /// When the sidecar began with it: one that was left long ago has no time for another attempt.
  private func began(_ observed: Observed) -> Instant {
    let told = [status.timeStarted, status.timeCreated].lazy.compactMap { $0 }
    return told.compactMap { try? Instant(parsing: $0) }.first.map { min($0, observed.now) } ?? observed.now
  }

  /// No run that nobody asked for by hand starts while a backup is suspended.
  private mutating func dropSuspended(_ observed: Observed) {
    guard observed.isSuspended, let run = status.run, run.phase == .queued, run.trigger == nil else { return }
    let message = "the backup was suspended before the run began"
    status.drop(RunEnd.failed("Suspended", message), at: observed.now)
    if let slot = run.slot { status.skip(slot, "Suspended", message, historyLimit: observed.historyLimit) }
  }
}
