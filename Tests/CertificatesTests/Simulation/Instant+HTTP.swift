// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension Instant {
  /// As a server writes it into `Date`.
  var httpDate: String {
    let civil = CivilTime(wallSeconds: seconds)
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][civil.weekday]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = civil.day < 10 ? "0\(civil.day)" : "\(civil.day)"
    let second = civil.second < 10 ? "0\(civil.second)" : "\(civil.second)"
    return "\(weekday), \(day) \(months[civil.month - 1]) \(civil.year) \(civil.time):\(second) GMT"
  }
}
