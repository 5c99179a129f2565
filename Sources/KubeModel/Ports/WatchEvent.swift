// SPDX-License-Identifier: Apache-2.0

/// What a watch tells.
package enum WatchEvent: Sendable {
  case added(KubeObject)
  case modified(KubeObject)
  /// The object as it was last.
  case deleted(KubeObject)
  /// Nothing happened up to this version.
  case bookmark(resourceVersion: String)
  /// The server gives the watch up: 410 says that its version is too old.
  case failed(Status)
  /// A line that is no event. The others still count.
  case malformed(String)
}
