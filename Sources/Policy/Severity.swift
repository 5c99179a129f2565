// SPDX-License-Identifier: Apache-2.0

/// What a finding does to the object it is about.
package enum Severity: String, Sendable, Hashable {
  /// The object is rejected.
  case deny
  /// The object is admitted, and its author told.
  case warn
  /// A fact that the rule needs is unknown, so it could not decide. A warning, unless the rule is configured to deny.
  case unverified
}
