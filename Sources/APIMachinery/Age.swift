// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// How long ago something was, as kubectl and the API server print it.
enum Age {
  /// - Parameter time: RFC 3339.
  static func text(since time: JSONValue?, now: Instant) -> String {
    guard let text = time?.string else { return "<unknown>" }
    guard let instant = try? Instant(parsing: text) else { return "<invalid>" }
    return Age.text(seconds: (now - instant).components.seconds)
  }

  /// k8s.io/apimachinery, `duration.HumanDuration`: two digits of precision, more or less. Clocks may differ by a second.
  static func text(seconds: Int64) -> String {
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    let days = hours / 24
    return switch true {
    case seconds < -1: "<invalid>"
    case seconds < 0: "0s"
    case seconds < 120: "\(seconds)s"
    case minutes < 10: pair(minutes, "m", seconds % 60, "s")
    case minutes < 180: "\(minutes)m"
    case hours < 8: pair(hours, "h", minutes % 60, "m")
    case hours < 48: "\(hours)h"
    case days < 8: pair(days, "d", hours % 24, "h")
    case days < 730: "\(days)d"
    case days < 2920: pair(days / 365, "y", days % 365, "d")
    default: "\(days / 365)y"
    }
  }

  private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
    small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
  }
}
