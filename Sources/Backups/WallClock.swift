// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What a wall shows while it is set forward again and again: on one day only the time of day is worked out anew.
struct WallClock {
  private(set) var time: CivilTime
  /// The beginning of the day, in seconds since the beginning of 1970 on the same wall.
  private(set) var midnight: Int64
  private(set) var timeOfDay: Int64

  init(seconds: Int64) {
    time = CivilTime(wallSeconds: seconds)
    timeOfDay = seconds.dividedDown(by: 86_400).rest
    midnight = seconds - timeOfDay
  }

  mutating func set(to seconds: Int64) {
    guard (midnight..<midnight + 86_400).contains(seconds) else {
      self = WallClock(seconds: seconds)
      return
    }
    timeOfDay = seconds - midnight
    time.setTimeOfDay(timeOfDay)
  }
}
