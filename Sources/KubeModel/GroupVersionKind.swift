// SPDX-License-Identifier: Apache-2.0

/// The type of an object.
package struct GroupVersionKind: Sendable, Hashable {
  /// Empty for the core group.
  package let group: String
  package let version: String
  package let kind: String

  package init(group: String, version: String, kind: String) {
    self.group = group
    self.version = version
    self.kind = kind
  }

  /// Takes `db.orange.com/v2`, or `v1` for the core group; nil for anything with more slashes or empty parts.
  package init?(apiVersion: String, kind: String) {
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), !parts.contains(""), !kind.isEmpty else { return nil }
    self.init(group: parts.count == 2 ? parts[0] : "", version: parts[parts.count - 1], kind: kind)
  }

  package var apiVersion: String {
    group.isEmpty ? version : "\(group)/\(version)"
  }
}

extension GroupVersionKind: CustomStringConvertible {
  /// As Kubernetes prints it: `db.orange.com/v2, Kind=CassandraBackup`.
  package var description: String {
    "\(apiVersion), Kind=\(kind)"
  }
}
