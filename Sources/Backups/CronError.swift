// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a text is not a schedule.
package enum CronError: InvalidValue {
  case empty
  /// In bytes.
  case tooLong(Int)
  /// `TZ=UTC` and no blank after it: the operator's parser panics on that.
  case zoneAlone
  case zone(String, TimeZoneError)
  case fieldCount(Int)
  case descriptor(String, meant: String?)
  case every(GoDurationError)
  case field(CronFieldKind, item: String, CronItemError)

  package var message: String {
    switch self {
    case .empty: "must not be empty: write five fields such as \"0 2 * * *\", or @daily"
    case .tooLong(let found): "must be at most \(CronSchedule.longest) bytes, found \(found)"
    case .zoneAlone: "names a time zone and no schedule: write for example \"TZ=UTC 0 2 * * *\""
    case .zone(let name, let error): "time zone \(name.quoted): \(error.message)"
    case .fieldCount(let found): Self.count(found)
    case .descriptor(let text, let meant?): "unknown schedule \(text.quoted), did you mean \(meant)?"
    case .descriptor(let text, nil):
      "unknown schedule \(text.quoted): there are @yearly, @monthly, @weekly, @daily, @hourly and @every DURATION"
    case .every(let error): "the duration after @every: \(error.message)"
    case .field(let kind, let item, let error):
      "\(kind.rawValue) \(item.quoted): \(error.message(in: kind))"
    }
  }

  private static func count(_ found: Int) -> String {
    let text = "must have five fields (minute, hour, day of month, month, day of week), found \(found)"
    return found == 6 ? text + "; there is no field for seconds or years, and TZ= is in capitals" : text
  }
}
