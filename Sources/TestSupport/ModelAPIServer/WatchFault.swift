// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What a model of an API server does to a watch instead of telling the next event.
package enum WatchFault: Sendable {
  /// The connection breaks: for the server the event was told.
  case cut
  /// The server has had enough, in good order.
  case end
  /// The next event cannot be read, and is lost.
  case garble
  case fail(Status)
}
