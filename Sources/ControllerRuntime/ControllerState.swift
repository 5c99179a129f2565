// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What a controller works on next, and when: decides, and `Controller` performs.
struct ControllerState<Key: Hashable & Sendable>: Sendable {
  /// The first wait after a failure, long enough for a pod to become reachable or a conflict to pass, and the longest:
  /// by then somebody has to mend something, and looks for the effect within minutes.
  private static var backoff: Backoff { Backoff(initial: .seconds(1), longest: .seconds(300)) }

  /// A time of day that comes by a jump of the clock is noticed after this at the latest, so that a schedule starts
  /// within a second of its time. Two looks a second at one number cost nothing.
  static var longestPause: Duration { .milliseconds(500) }

  /// By less than this a clock is set back while it is being adjusted, and nobody notices a wait that is longer by it.
  private static var tolerance: Duration { .seconds(1) }

  private let workers: Int
  private var queue = WorkQueue<Key>()
  /// Of the keys that are failing.
  private var backoffs: [Key: Backoff] = [:]
  /// What the time of day was when time began to be measured, by the last look at both.
  private var origin: Instant?
  private var counts = ControllerReport()

  init(workers: Int) {
    precondition(workers > 0, "a controller without workers")
    self.workers = workers
  }

  var report: ControllerReport {
    var report = counts
    (report.depth, report.running, report.failing) = (queue.depth, queue.running, backoffs.count)
    return report
  }

  /// When a key is due that is not running; nil if there is none.
  var nextDue: Instant? { queue.nextDue }

  /// How long there is nothing to do unless something happens.
  func pause(at now: Instant) -> Duration {
    guard queue.running < workers, let due = queue.nextDue else { return Self.longestPause }
    return min(max(due - now, .zero), Self.longestPause)
  }
}

extension ControllerState {
  /// A time that has passed is now: whoever has waited longer comes first.
  mutating func add(_ key: Key, at due: Instant, now: Instant) {
    queue.add(key, at: max(due, now))
  }

  /// The next key to work on, from now on running; nil if none is due or all workers are busy.
  mutating func next(at now: Instant) -> Key? {
    guard queue.running < workers, let (key, due) = queue.take(at: now) else { return nil }
    if backoffs[key] != nil { counts.retries += 1 }
    counts.latency.last = now - due
    counts.latency.sum += counts.latency.last
    counts.latency.count += 1
    return key
  }

  /// - Returns: how long to wait before the key is tried again; nil if it did not fail.
  mutating func ended(
    _ key: Key, _ outcome: Outcome, at now: Instant, using generator: inout some RandomNumberGenerator
  ) -> Duration? {
    queue.finished(key)
    switch outcome {
    case .done:
      counts.done += 1
      backoffs[key] = nil
    case .again(let due):
      counts.again += 1
      backoffs[key] = nil
      add(key, at: due, now: now)
    case .failed:
      counts.failed += 1
      let wait = backoffs[key, default: Self.backoff].next(using: &generator)
      add(key, at: now + wait, now: now)
      return wait
    }
    return nil
  }

  /// The time of day was compared with the time that has passed since some beginning. If the clock was set back, all
  /// the times that were reckoned by it are too late, and nobody knows which ones: everything is due now, and says
  /// itself when it goes on.
  /// - Returns: by how much the clock was set back; nil if it was not.
  mutating func looked(at now: Instant, elapsed: Duration) -> Duration? {
    let new = now - elapsed
    defer { origin = new }
    guard let origin, origin - new > Self.tolerance else { return nil }
    queue.hasten(to: now)
    return origin - new
  }
}
