// SPDX-License-Identifier: Apache-2.0
package import KubeModel
private import Synchronization

/// The time of day as the API server tells it with each answer (RFC 9110, 6.6.1). It judges certificates by its own
/// clock, not by ours.
package final class ServerTime: Sendable {
  private let told = Mutex<(time: Instant, at: Duration)?>(nil)
  private let clock: AnyClock

  init(_ clock: AnyClock) {
    self.clock = clock
  }

  /// To the second; nil as long as no answer has come that tells it.
  package var now: Instant? {
    told.withLock { told in told.map { $0.time + (clock.elapsed() - $0.at) } }
  }

  /// An answer came. What is no time counts as not said.
  func heard(_ date: String?) {
    guard let date, let time = ServerTime.instant(date) else { return }
    let elapsed = clock.elapsed()
    told.withLock { $0 = (time, elapsed) }
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers send (RFC 9110, 5.6.7).
  private static func instant(_ date: String) -> Instant? {
    let words = date.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].count == 2, words[3].count == 4, words[4].count == 8,
      let month = months.firstIndex(where: { $0 == words[2] })
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return try? Instant(parsing: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }
}
