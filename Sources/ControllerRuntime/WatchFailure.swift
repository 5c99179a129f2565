// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What a failed request means for what is remembered of earlier answers.
enum WatchFailure: Equatable {
  /// The version, or the list that is being continued, is too old.
  case gone
  /// The kind is there, but not for us.
  case forbidden
  /// There is no such kind, or it cannot be listed and watched.
  case notServed
  /// The server does not like the request: what was remembered may be wrong.
  case rejected
  /// Overload, a failure inside, no connection: the same request may go better later.
  case passing(retryAfter: Duration?)

  init(_ error: KubeError) {
    switch error.code {
    case 410: self = .gone
    case 403: self = .forbidden
    case 404, 405: self = .notServed
    // A token that has just expired, a request that was too slow, too many requests: nothing is wrong with the request.
    case 401, 408, 429: self = .passing(retryAfter: error.retryAfter)
    case .some(400...499): self = .rejected
    default: self = .passing(retryAfter: error.retryAfter)
    }
  }

  /// Somebody has to change something before the server says yes.
  var isRefusal: Bool { self == .forbidden || self == .notServed }
}
