// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension Instant {
  static func + (instant: Instant, duration: Duration) -> Instant {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int64(instant.nanoseconds) + attoseconds / 1_000_000_000
    let (carry, rest) = nanoseconds.dividedDown(by: 1_000_000_000)
    return Instant(seconds: instant.seconds + seconds + carry, nanoseconds: Int32(rest))
  }

  /// In seconds, for a ratio.
  func seconds(since earlier: Instant) -> Double {
    Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// Since the beginning of 1970, rounded down.
  var milliseconds: Int64 { seconds * 1_000 + Int64(nanoseconds / 1_000_000) }
}
