// SPDX-License-Identifier: Apache-2.0

/// Bounds of one JSON text. Together they bound the memory of a document: its bytes, and 16 bytes of index for each
/// value (while the index grows, twice that), so 8 bytes of index for each byte of text at worst, and 32 MiB in all.
package struct JSONLimits: Sendable {
  /// As much as the server lets into a body: twice the largest object of a cluster, and what wraps it.
  package var bytes: Int
  /// Containers inside each other. Objects of Kubernetes nest about ten deep; Foundation stops at 512 as well, so that
  /// both agree on what is JSON. (The API server stops at 10,000.)
  package var depth: Int
  /// Values of every kind, names not counted. The largest object that etcd takes (1.5 MiB) holds 786,432 at most, since
  /// each costs two bytes; a review of an update carries two objects.
  package var values: Int

  package init(bytes: Int = 7 << 20, depth: Int = 512, values: Int = 2 << 20) {
    self.bytes = bytes
    self.depth = depth
    self.values = values
  }

  /// For texts that we wrote ourselves out of values that kept their own limits.
  static let none = JSONLimits(bytes: .max, depth: .max, values: .max)
}
