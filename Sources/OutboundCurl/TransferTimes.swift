// SPDX-License-Identifier: Apache-2.0
internal import Outbound

/// When a transfer has taken too long. The time-out for connecting is libcurl's, which knows when that is done.
struct TransferTimes {
  typealias Instant = ContinuousClock.Instant

  enum Kind: Equatable {
    case total(Duration)
    case idle(Duration)
  }

  private let timeouts: OutboundTimeouts
  private let started: Instant
  private var lastReceived: Instant
  private var isPaused = false

  init(_ timeouts: OutboundTimeouts, startedAt now: Instant) {
    self.timeouts = timeouts
    started = now
    lastReceived = now
  }

  mutating func received(at now: Instant) { lastReceived = now }

  /// While we do not read nobody can send, so that being idle is not the peer's fault.
  mutating func paused() { isPaused = true }

  mutating func resumed(at now: Instant) {
    isPaused = false
    lastReceived = now
  }

  /// Which time-out comes first, and when.
  var next: (deadline: Instant, kind: Kind)? {
    let total = timeouts.total.map { (deadline: started + $0, kind: Kind.total($0)) }
    let idle = isPaused ? nil : timeouts.idle.map { (deadline: lastReceived + $0, kind: Kind.idle($0)) }
    guard let total, let idle else { return total ?? idle }
    return total.deadline <= idle.deadline ? total : idle
  }

  func expired(at now: Instant) -> Kind? {
    guard let next, next.deadline <= now else { return nil }
    return next.kind
  }
}

extension Duration {
  /// Rounded up, so that nobody wakes too early and asks again, and never zero, which libcurl takes for "no limit".
  var wholeMilliseconds: Int32 {
    guard self > .zero else { return 1 }
    let (seconds, attoseconds) = components
    guard seconds < Int64(Int32.max) / 1_000 else { return .max }
    let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(seconds * 1_000 + rest)
  }
}
