// SPDX-License-Identifier: Apache-2.0

/// Deleting objects of a cluster.
package protocol ObjectDeleting: Sendable {
  /// Asks for the end of an object. One with finalizers ends when the last of them is gone; what depends on it is collected
  /// afterwards.
  /// - Parameter uid: of the object that is meant. Another of the same name stays: 409.
  func delete(_ resource: KubeResource, _ key: ObjectKey, uid: String) async throws(KubeError)
}
