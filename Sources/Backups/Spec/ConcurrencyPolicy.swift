// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What happens to a slot of a schedule while the cluster is busy.
package enum ConcurrencyPolicy: String, Sendable, CaseIterable {
  /// The slot is skipped, and the status says so.
  case forbid = "Forbid"
  /// It runs when the cluster is free.
  case queue = "Queue"

  package init(parsing text: String) throws(ConcurrencyPolicyError) {
    guard let policy = ConcurrencyPolicy(rawValue: text) else { throw ConcurrencyPolicyError() }
    self = policy
  }
}

package struct ConcurrencyPolicyError: InvalidValue {
  package var message: String {
    "must be one of " + ConcurrencyPolicy.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
