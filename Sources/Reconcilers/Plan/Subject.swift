// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Policy

/// A backup or a restore by its name.
package struct Subject: Sendable, Hashable {
  package var kind: SubjectKind
  package var key: ObjectKey

  package init(kind: SubjectKind, key: ObjectKey) {
    self.kind = kind
    self.key = key
  }
}

extension Subject: CustomStringConvertible {
  /// `CassandraBackup shop/nightly`.
  package var description: String { "\(kind.rawValue) \(key)" }

  /// As a message of the same namespace names it: `backup nightly`.
  var short: String {
    switch kind {
    case .backup: "backup \(key.name)"
    case .restore: "restore \(key.name)"
    }
  }
}
