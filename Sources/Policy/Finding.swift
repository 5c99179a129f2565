// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// One thing that a rule has to say about one field of an object.
package struct Finding: Sendable, Hashable {
  package var rule: RuleID
  package var severity: Severity
  package var path: FieldPath
  package var problem: Problem
  /// What was found and what would be right, as a clause: no capital, no full stop.
  package var detail: String

  package init(
    _ rule: RuleID, _ severity: Severity, at path: FieldPath, _ problem: Problem, _ detail: String
  ) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.problem = problem
    self.detail = detail
  }
}

extension Finding {
  /// The kinds of field errors Kubernetes knows (k8s.io/apimachinery, `field.ErrorType`), and one for a mere remark.
  package enum Problem: Sendable, Hashable {
    case invalid(ShownValue)
    case notSupported(ShownValue)
    case duplicate(ShownValue)
    case notFound(ShownValue)
    case required
    case forbidden
    case wrongType(ShownValue)
    case remark
    /// The fact that was needed is not known, for this reason.
    case unverified(String)
  }
}

extension Finding {
  /// The finding as Kubernetes words a field error, with the rule at the end:
  /// `Invalid value: "a.b.c": more than one dot [entities-syntax]`.
  package var message: String { "\(text) [\(rule)]" }

  /// The message without the rule.
  package var text: String {
    switch problem {
    case .invalid(let value), .wrongType(let value): "Invalid value: \(value): \(detail)"
    case .notSupported(let value): "Unsupported value: \(value): \(detail)"
    case .duplicate(let value): "Duplicate value: \(value): \(detail)"
    case .notFound(let value): "Not found: \(value): \(detail)"
    case .required: "Required value: \(detail)"
    case .forbidden: "Forbidden: \(detail)"
    case .remark: detail
    case .unverified(let reason): "\(detail) could not be checked: \(reason)"
    }
  }

  /// The machine-readable kind of the finding in a `Status` cause.
  package var causeReason: CauseReason {
    switch problem {
    case .invalid, .remark, .unverified: .invalid
    case .notSupported: .notSupported
    case .duplicate: .duplicate
    case .notFound: .notFound
    case .required: .required
    case .forbidden: .forbidden
    case .wrongType: .typeInvalid
    }
  }
}

extension Finding {
  /// The rule could not decide, whatever the configuration makes of that.
  package var isUnverified: Bool {
    if case .unverified = problem { true } else { false }
  }
}
