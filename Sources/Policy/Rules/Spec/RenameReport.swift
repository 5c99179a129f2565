// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// How the two rules about renames report what they find.
enum RenameReport {
  /// Pairs named one by one; a map may have ten thousand.
  static let reported = 20

  static let path = FieldPath.spec.member("rename")
}

extension Rule {
  func findings(_ violations: [RenameViolation]) -> [Finding] {
    var findings = violations.prefix(RenameReport.reported).map(finding)
    if violations.count > findings.count {
      let rest = "\(violations.count - findings.count) more mistakes of these kinds"
      findings.append(deny(RenameReport.path, .forbidden, rest))
    }
    return findings
  }

  private func finding(_ violation: RenameViolation) -> Finding {
    let path = RenameReport.path.key(violation.pair.key)
    let problem: Finding.Problem =
      switch violation.reason {
      case .source: .invalid(ShownValue(violation.pair.key))
      case .sharedTarget: .duplicate(ShownValue(violation.pair.target))
      default: .invalid(ShownValue(violation.pair.target))
      }
    return deny(path, problem, violation.message)
  }
}
