// SPDX-License-Identifier: Apache-2.0

/// A part of one as people read it.
enum Percent {
  /// `29%` for 0.29, rounded down, and 100% only for all of it. Half a unit of the sidecar's 32-bit floats is forgiven:
  /// its 0.29 is a little less than that.
  static func text(_ part: Double) -> String {
    let share = part.isFinite ? min(max(part, 0), 1) : 0
    return "\(Int((share * 100 + 0.000_01).rounded(.down)))%"
  }
}
