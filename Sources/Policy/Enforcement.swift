// SPDX-License-Identifier: Apache-2.0

/// What findings do, as configured by `--rule ID=VERDICT`.
package struct Enforcement: Sendable, Equatable {
  package enum Setting: String, Sendable, CaseIterable {
    case deny, warn, off
  }

  private var settings: [RuleID: Setting] = [:]

  package init() {}

  package subscript(_ rule: RuleID) -> Setting? {
    get { settings[rule] }
    set { settings[rule] = newValue }
  }

  /// The finding as it counts: `deny` or `warn`, or nil where its rule is off. Without a setting a finding keeps its own
  /// severity, and what could not be verified is a warning.
  func applied(to finding: Finding) -> Finding? {
    var finding = finding
    switch settings[finding.rule] {
    case .off: return nil
    case .deny: finding.severity = .deny
    case .warn: finding.severity = .warn
    case nil: finding.severity = finding.severity == .deny ? .deny : .warn
    }
    return finding
  }
}
