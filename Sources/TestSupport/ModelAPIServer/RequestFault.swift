// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What a model of an API server does to a request instead of answering it.
package enum RequestFault: Sendable {
  case refuse(Status, retryAfter: Duration? = nil)
  case unreachable
  /// Until the caller is cancelled or the test lets go.
  case hang
}
