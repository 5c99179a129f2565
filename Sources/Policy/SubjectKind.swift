// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The kinds of objects that rules are about.
package enum SubjectKind: String, Sendable, CaseIterable {
  case backup = "CassandraBackup"
  case restore = "CassandraRestore"

  package static let group = "db.orange.com"

  /// Both served versions have one schema, so the version does not matter to a rule.
  package init?(group: String, kind: String) {
    guard group == SubjectKind.group else { return nil }
    self.init(rawValue: kind)
  }

  package init?(_ object: KubeObject) {
    guard let kind = object.groupVersionKind else { return nil }
    self.init(group: kind.group, kind: kind.kind)
  }
}
