// SPDX-License-Identifier: Apache-2.0
import Backups
import HTTPServer
import KubeModel
import Posix

/// When an answer comes too late: a little before the API server gives up, so that the answer, and not a bare time-out,
/// names the cause.
struct ReviewDeadline: Sendable, Equatable {
  /// What the API server waits if it does not say (`timeoutSeconds` of a webhook).
  static let usual = Duration.seconds(10)
  /// For the way back.
  static let margin = Duration.milliseconds(500)

  let timeout: Duration
  let instant: MonotonicTime

  init(_ request: HTTPRequest, from start: MonotonicTime) {
    let asked =
      request.queryParameter("timeout").flatMap { ReviewDeadline.duration(String($0)) } ?? ReviewDeadline.usual
    timeout = asked
    instant = start + max(asked - ReviewDeadline.margin, asked / 2)
  }

  func isAhead(of now: MonotonicTime) -> Bool { now < instant }

  var status: Status {
    Status(.timeout, message: "the review waited for a free worker until its time of \(timeout) was nearly over")
  }

  /// The API server sends whole seconds in Go's notation: `5s`.
  private static func duration(_ text: String) -> Duration? {
    guard let duration = try? GoDuration(parsing: text), duration.nanoseconds > 0 else { return nil }
    return min(.nanoseconds(duration.nanoseconds), longest)
  }

  /// The most that a webhook configuration may ask for.
  private static let longest = Duration.seconds(30)
}
