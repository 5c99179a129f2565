// SPDX-License-Identifier: Apache-2.0

/// What tells objects of one kind apart.
package struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
  /// Empty for a cluster-scoped object.
  package let namespace: String
  package let name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// `namespace/name`, or the name alone.
  package var description: String {
    namespace.isEmpty ? name : "\(namespace)/\(name)"
  }
}
