// SPDX-License-Identifier: Apache-2.0

/// A kind of object as the API server's paths name it.
package struct KubeResource: Sendable, Hashable {
  /// Empty for the core group.
  package let group: String
  package let version: String
  /// In paths: `cassandrabackups`.
  package let plural: String
  package let kind: String

  package init(group: String, version: String, plural: String, kind: String) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
  }

  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

extension KubeResource: CustomStringConvertible {
  /// As kubectl takes it: `cassandrabackups.db.orange.com`.
  package var description: String { group.isEmpty ? plural : "\(plural).\(group)" }
}
