// SPDX-License-Identifier: Apache-2.0

/// When a case may run in its world. Those that come first are named first.
enum Turn: CaseIterable {
  /// It changes what all cases share, so nothing runs beside it.
  case alone
  /// It mostly waits, for sidecars and schedules.
  case waiting
  /// It needs a processor nearly all the time.
  case busy

  /// So many at a time, in one world.
  var width: Int {
    switch self {
    case .alone: 1
    case .waiting: 12
    case .busy: 5
    }
  }
}
