// SPDX-License-Identifier: Apache-2.0

/// Asking a cluster what would become of an object.
package protocol ObjectTrying: Sendable {
  /// All of a creation, its reviews included, but nothing is stored (`kubectl create --dry-run=server`).
  func tryCreation(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject
}
