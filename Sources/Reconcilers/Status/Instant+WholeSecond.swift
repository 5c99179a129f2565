// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension Instant {
  /// Without its fraction.
  var wholeSecond: Instant { Instant(seconds: seconds) }
}
