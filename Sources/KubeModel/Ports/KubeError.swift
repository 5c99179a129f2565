// SPDX-License-Identifier: Apache-2.0

/// Why the API server did not do what it was asked: which request, and what it or the network said.
package struct KubeError: Error, Sendable {
  package enum Cause: Sendable, Equatable {
    /// The server's own answer. `retryAfter`: how long it asked us to wait.
    case refused(Status, retryAfter: Duration?)
    /// No connection, or none that we trust; nothing was sent.
    case unreachable(String)
    /// It was sent, and then the connection broke or the time was over: it may have been done.
    case unanswered(String)
    /// An answer that cannot be understood.
    case malformed(String)
    case cancelled
  }

  /// `get`, `list`, `watch`, `create`, `replace`, `patch`, `delete`.
  package var verb: String
  /// Of the URL, without the server.
  package var path: String
  package var cause: Cause

  package init(verb: String, path: String, cause: Cause) {
    self.verb = verb
    self.path = path
    self.cause = cause
  }

  /// The HTTP status of the server's answer; nil if there was none.
  package var code: Int? {
    if case .refused(let status, _) = cause { status.code } else { nil }
  }

  package var isNotFound: Bool { code == 404 }
  package var isConflict: Bool { code == 409 }
  /// The version that was asked for is too old.
  package var isGone: Bool { code == 410 }

  /// How long the server asked us to wait before we ask again.
  package var retryAfter: Duration? {
    if case .refused(_, let retryAfter) = cause { retryAfter } else { nil }
  }

  /// Whether the server may have done what it was asked, so that it has to be looked at.
  package var mayHaveBeenDone: Bool {
    switch cause {
    case .refused(let status, _): status.code >= 500
    case .unanswered, .malformed, .cancelled: true
    case .unreachable: false
    }
  }

  /// Whether the same request may go better later: overload, a failure inside, no connection.
  package var isTransient: Bool {
    switch cause {
    case .refused(let status, _): status.code == 429 || status.code >= 500
    case .unreachable, .unanswered, .malformed: true
    case .cancelled: false
    }
  }
}

extension KubeError: CustomStringConvertible {
  /// `get /api/v1/namespaces/a/secrets/keys: 403 Forbidden: secrets "keys" is forbidden`.
  package var description: String { "\(verb) \(path): \(reason)" }

  /// Without the request.
  package var reason: String {
    switch cause {
    case .refused(let status, _):
      "\(status.code)\(status.reason.map { " \($0.rawValue)" } ?? ""): \(PlainText.line(status.message))"
    case .unreachable(let reason), .unanswered(let reason), .malformed(let reason): PlainText.line(reason)
    case .cancelled: "the request was cancelled"
    }
  }
}
