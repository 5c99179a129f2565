// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What somebody who wants a lease knows of it, and what follows. Whether a lease has run out is judged by how long it
/// has not changed before our eyes, by a clock of our own that never jumps: the times in it are by somebody else's.
struct LeaseState: Sendable {
  private let key: ObjectKey
  private let identity: String
  private let timing: LeaseTiming
  /// As it was seen last, and since when it is like that.
  private var seen: (record: LeaseRecord, since: Duration)?

  /// What to do about the lease as it was found.
  enum Claim: Sendable {
    case create(JSONValue)
    /// Only if it is still of the version that was found.
    case replace(JSONValue)
    /// - Parameter rest: after which it may be taken if it does not change.
    case wait(holder: String, rest: Duration)
    /// There is something there that is no lease.
    case unusable(String)
  }

  init(_ key: ObjectKey, identity: String, timing: LeaseTiming) {
    precondition(!identity.isEmpty, "a leader without an identity")
    self.key = key
    self.identity = identity
    self.timing = timing
  }

  /// The lease was read, to take it or to keep it.
  /// - Parameters:
  ///   - lease: nil if there is none.
  ///   - elapsed: when its answer had come, by a clock that never jumps.
  ///   - now: for people to read.
  mutating func found(_ lease: KubeObject?, at elapsed: Duration, _ now: Instant) -> Claim {
    if let lease { note(LeaseRecord(lease), at: elapsed) }
    // Also of a lease that somebody deleted: its holder does not know it yet.
    if let wait = wait(at: elapsed) { return wait }
    let record = lease.map(LeaseRecord.init) ?? LeaseRecord()
    return claim(record.taken(by: identity, for: timing.leaseDuration, at: now), lease)
  }

  /// The lease was read, to let it go.
  /// - Returns: nil if it is not ours.
  func released(_ lease: KubeObject, at now: Instant) -> Claim? {
    let record = LeaseRecord(lease)
    guard record.holder == identity else { return nil }
    return claim(record.released(at: now), lease)
  }

  private mutating func note(_ record: LeaseRecord, at elapsed: Duration) {
    guard record != seen?.record else { return }
    seen = (record, elapsed)
  }

  private func wait(at elapsed: Duration) -> Claim? {
    guard let (record, since) = seen, !record.holder.isEmpty, record.holder != identity else { return nil }
    let duration = record.seconds.map { Duration.seconds($0) } ?? timing.leaseDuration
    let rest = since + duration - elapsed
    return rest > .zero ? .wait(holder: record.holder, rest: rest) : nil
  }

  private func claim(_ record: LeaseRecord, _ lease: KubeObject?) -> Claim {
    guard let lease else { return .create(record.lease(key)) }
    // Without it the lease would be replaced whoever has taken it meanwhile.
    guard lease.metadata?["resourceVersion"]?.string?.isEmpty == false else {
      return .unusable("a lease without a resourceVersion")
    }
    do {
      return .replace(try record.put(into: lease))
    } catch {
      return .unusable("a lease that is no object")
    }
  }
}
