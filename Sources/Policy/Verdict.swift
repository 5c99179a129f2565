// SPDX-License-Identifier: Apache-2.0

/// What becomes of an object.
package struct Verdict: Sendable {
  /// Each with severity `deny` or `warn`, in the order of the catalogue.
  package let findings: [Finding]
  package let isAllowed: Bool

  init(findings: [Finding]) {
    self.findings = findings
    isAllowed = !findings.contains { $0.severity == .deny }
  }

  package var denials: [Finding] { findings.filter { $0.severity == .deny } }
  package var warnings: [Finding] { isAllowed ? findings : findings.filter { $0.severity == .warn } }

  static let allowed = Verdict(findings: [])
}
