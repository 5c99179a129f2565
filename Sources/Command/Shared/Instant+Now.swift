// SPDX-License-Identifier: Apache-2.0
import Backups
private import Glibc
import KubeModel

extension Instant {
  /// The time of day, by the machine's clock.
  static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }
}
