// SPDX-License-Identifier: Apache-2.0

/// What becomes of an object.
package struct Verdict: Sendable {
  /// Each with severity `deny` or `warn`, in the order of the catalogue.
  package var findings: [Finding]

  package var denials: [Finding] { findings.filter { $0.severity == .deny } }
  package var warnings: [Finding] { findings.filter { $0.severity == .warn } }
  package var isAllowed: Bool { !findings.contains { $0.severity == .deny } }

  static let allowed = Verdict(findings: [])
}
