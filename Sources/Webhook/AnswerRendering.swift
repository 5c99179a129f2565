// SPDX-License-Identifier: Apache-2.0
package import Admission
import KubeModel
package import Policy

/// A verdict in the words of an admission answer.
package enum AnswerRendering {
  /// Findings of one answer. A hundred fill two screens; a spec may have 10,000 members that are all wrong.
  static let mostCauses = 100

  /// What the validating webhook says.
  package static func validation(
    _ verdict: Verdict, of request: AdmissionRequest, _ kind: SubjectKind
  ) -> AdmissionAnswer {
    var answer = AdmissionAnswer.allowed
    if !verdict.isAllowed {
      answer.outcome = .denied(status(verdict.denials, of: request, kind))
    }
    answer.warnings = WarningText.texts(for: verdict.warnings)
    answer.auditAnnotations = annotations(verdict)
    return answer
  }

  /// 422 Invalid with one cause per finding: kubectl prints each on a line of its own.
  private static func status(_ denials: [Finding], of request: AdmissionRequest, _ kind: SubjectKind) -> Status {
    let name = request.name.isEmpty ? request.object?.name ?? request.object?.generateName ?? "" : request.name
    var causes = denials.prefix(mostCauses).map {
      StatusDetails.Cause(reason: $0.causeReason, message: $0.message, field: $0.path.description)
    }
    if denials.count > mostCauses {
      let more = "\(denials.count - mostCauses) more findings: cassette lint shows them all"
      causes.append(StatusDetails.Cause(reason: .invalid, message: more, field: FieldPath.spec.description))
    }
    let lines = causes.map { "\($0.field): \($0.message)" }
    let list = lines.count == 1 ? lines[0] : "[\(lines.joined(separator: ", "))]"
    return Status(
      .invalid, message: "\(kind.rawValue).\(SubjectKind.group) \"\(name)\" is invalid: \(list)",
      details: StatusDetails(group: SubjectKind.group, kind: kind.rawValue, name: name, causes: causes))
  }

  private static func annotations(_ verdict: Verdict) -> [(name: String, value: String)] {
    let word = verdict.isAllowed ? "allow" : "deny"
    if verdict.findings.isEmpty { return [(name: "verdict", value: word)] }
    return [(name: "verdict", value: word), (name: "rules", value: rules(verdict.findings))]
  }

  /// Each once, in the order of the findings; there are no more than the catalogue has.
  private static func rules(_ findings: [Finding]) -> String {
    var rules: [String] = []
    for finding in findings where !rules.contains(finding.rule.name) { rules.append(finding.rule.name) }
    return TextWriter.text { $0.append(rules, separatedBy: ",") }
  }
}
