// SPDX-License-Identifier: Apache-2.0
package import Admission
import KubeModel
package import Policy

/// A verdict in the words of an admission answer.
package enum AnswerRendering {
  /// What the validating webhook says.
  package static func validation(_ verdict: Verdict, of request: AdmissionRequest, _ kind: SubjectKind) -> AdmissionAnswer {
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
    let lines = denials.map { "\($0.path): \($0.message)" }
    let list = lines.count == 1 ? lines[0] : "[\(lines.joined(separator: ", "))]"
    let causes = denials.map {
      StatusDetails.Cause(reason: $0.causeReason, message: $0.message, field: $0.path.description)
    }
    return Status(
      .invalid, message: "\(kind.rawValue).\(SubjectKind.group) \"\(name)\" is invalid: \(list)",
      details: StatusDetails(group: SubjectKind.group, kind: kind.rawValue, name: name, causes: causes))
  }

  private static func annotations(_ verdict: Verdict) -> [(name: String, value: String)] {
    var annotations = [(name: "verdict", value: verdict.isAllowed ? "allow" : "deny")]
    if !verdict.findings.isEmpty {
      var seen: Set<RuleID> = []
      let rules = verdict.findings.map(\.rule).filter { seen.insert($0).inserted }
      annotations.append((name: "rules", value: rules.map(\.name).joined(separator: ",")))
    }
    return annotations
  }
}
