// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// Asking again when the server itself says when. Whatever else fails is for the caller to judge.
enum RetryAfter {
  /// As client-go. With the second that API servers ask for, the time-out of a request comes first.
  static let mostAttempts = 10
  /// More is a mistake, and nobody here waits as long.
  private static let longest = 86_400

  /// For one that is not there yet. A kube-apiserver that starts asks for ten seconds and is ready after two, and until we
  /// ask again nobody knows what happens in the cluster.
  private static let longestWhileStarting = 2

  /// Of the field `Retry-After`, if it is in seconds: an API server sends no dates.
  static func duration(in head: OutboundHead) -> Duration? {
    guard let text = head.fields["Retry-After"], let seconds = Int(text), seconds >= 0 else { return nil }
    return .seconds(min(seconds, head.status == 503 ? longestWhileStarting : longest))
  }

  /// How long to wait before the request may be sent again; nil if it may not be. Never less than was asked for, and up to
  /// a fifth and a tenth of a second more, so that those who were sent away together do not come back together.
  static func pause(after cause: KubeError.Cause, attempt: Int) -> Duration? {
    guard attempt < mostAttempts, case .refused(let status, let asked?) = cause,
      status.code == 429 || status.code >= 500
    else { return nil }
    return asked + .milliseconds(100) * Double.random(in: 0...1) + asked / 5 * Double.random(in: 0...1)
  }
}
