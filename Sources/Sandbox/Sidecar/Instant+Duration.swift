// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension Instant {
  /// In seconds, for a ratio.
  func seconds(since earlier: Instant) -> Double {
    Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// Since the beginning of 1970, rounded down.
  var milliseconds: Int64 { seconds * 1_000 + Int64(nanoseconds / 1_000_000) }
}
