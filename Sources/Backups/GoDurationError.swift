// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a text is not a Go duration.
package enum GoDurationError: InvalidValue {
  case empty
  /// A number was due where this text stands.
  case noNumber(at: String)
  case noUnit(number: String)
  case unknownUnit(String, number: String)
  /// More than 292 years.
  case tooLong

  package var message: String {
    switch self {
    case .empty: "must not be empty: write a duration such as 90s, 15m or 1h30m"
    case .noNumber(let text): "a number must stand where \(text.quoted) begins: write a duration such as 90s or 1h30m"
    case .noUnit(let number): "\(number.quoted) has no unit, did you mean \(number.cut)s? Units are ns, us, ms, s, m, h"
    case .unknownUnit(let unit, let number): Self.unknown(unit, number)
    case .tooLong: "is too long: at most 2562047h47m16s"
    }
  }

  private static func unknown(_ unit: String, _ number: String) -> String {
    let text = "unknown unit \(unit.quoted)"
    if let hours = ["d": 24, "w": 168][unit.lowercased()], let count = Int(number.prefix(5)), count < 10_000 {
      return "\(text): there are no days or weeks, did you mean \(count * hours)h?"
    }
    let bare = unit.lowercased().filter { $0 != " " }
    let meant = ["sec": "s", "secs": "s", "min": "m", "mins": "m", "hr": "h", "hrs": "h"][bare] ?? bare
    if ["ns", "us", "ms", "s", "m", "h"].contains(meant) {
      return "\(text), did you mean \(number.cut)\(meant)?" + (unit.contains(" ") ? " Blanks are not allowed" : "")
    }
    return "\(text): units are ns, us, ms, s, m, h"
  }
}

extension String {
  fileprivate var cut: Substring { prefix(20) }
}
