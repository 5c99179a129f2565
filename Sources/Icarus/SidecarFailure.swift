// SPDX-License-Identifier: Apache-2.0

/// One reason why an operation failed, as the sidecar tells it: made for people, and unlike from version to version.
package struct SidecarFailure: Sendable, Hashable {
  /// The host that saw it, which is a pod's name; the IP address of a node that its coordinator cannot reach.
  package let source: String
  /// In one line; nil where the sidecar says nothing.
  package let message: String?

  package init(source: String, message: String?) {
    (self.source, self.message) = (source, message)
  }
}
