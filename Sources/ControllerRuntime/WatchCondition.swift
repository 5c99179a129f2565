// SPDX-License-Identifier: Apache-2.0

/// How a store stands to the API server.
package enum WatchCondition: Sendable, Equatable {
  /// No list has been complete yet: what is not in the store may be there all the same. `error` is that of the last
  /// request that failed, nil if none did.
  case unsynced(error: String?)
  /// Every change comes at once.
  case watching
  /// The store was up to date once, and now the server cannot be reached or does not answer well.
  case disconnected(error: String)
  /// The server does not serve the kind, or not to us. It is asked again all the time.
  case refused(reason: String)

  /// Of the case, for logs and metrics.
  package var label: String {
    switch self {
    case .unsynced: "unsynced"
    case .watching: "watching"
    case .disconnected: "disconnected"
    case .refused: "refused"
    }
  }

  /// Of the last request that failed; nil while all is well.
  package var error: String? {
    switch self {
    case .unsynced(let error): error
    case .watching: nil
    case .disconnected(let error), .refused(let error): error
    }
  }
}
