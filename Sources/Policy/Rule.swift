// SPDX-License-Identifier: Apache-2.0

import KubeModel

/// One thing that can be wrong with a backup or a restore. A rule sees values and returns findings: it fetches nothing,
/// and does not know whether the webhook, the reconciler or `lint` is asking.
package protocol Rule: Sendable {
  static var description: RuleDescription { get }

  func check(_ review: BackupReview) -> [Finding]
  func check(_ review: RestoreReview) -> [Finding]
}

extension Rule {
  package func check(_ review: BackupReview) -> [Finding] { [] }
  package func check(_ review: RestoreReview) -> [Finding] { [] }

  package static var id: RuleID { description.id }
}

extension Rule {
  /// Findings of a rule carry its name; these save each rule from repeating it.
  func deny(_ path: FieldPath, _ problem: Finding.Problem, _ detail: String) -> Finding {
    Finding(Self.id, .deny, at: path, problem, detail)
  }

  func warn(_ path: FieldPath, _ problem: Finding.Problem, _ detail: String) -> Finding {
    Finding(Self.id, .warn, at: path, problem, detail)
  }

  /// - Parameter what: what could not be checked, as the subject of a sentence.
  /// - Parameter reason: why the fact is unknown.
  func unverified(_ path: FieldPath, _ what: String, _ reason: String) -> Finding {
    Finding(Self.id, .unverified, at: path, .unverified(reason), what)
  }
}
