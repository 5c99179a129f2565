// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// What can be read back from an answer of the validating webhook.
struct Answer {
  struct Cause: Equatable {
    var reason: String
    var field: String
    var message: String

    init(_ finding: Finding) {
      (reason, field, message) = (finding.causeReason.rawValue, finding.path.description, finding.message)
    }

    init(_ json: JSONValue) {
      reason = json["reason"]?.string ?? ""
      field = json["field"]?.string ?? ""
      message = json["message"]?.string ?? ""
    }
  }

  let isAllowed: Bool
  let code: Int64?
  let message: String
  let causes: [Cause]
  let warnings: [String]
  /// In the audit annotations, each once.
  let rules: [String]

  init(_ response: JSONValue) {
    isAllowed = response["allowed"]?.bool ?? false
    code = response["status"]?["code"]?.integer
    message = response["status"]?["message"]?.string ?? ""
    causes = response["status"]?["details"]?["causes"]?.elements.map(Cause.init) ?? []
    warnings = response["warnings"]?.elements.compactMap(\.string) ?? []
    rules = response["auditAnnotations"]?["rules"]?.string?.split(separator: ",").map(String.init) ?? []
  }

  /// Warnings stand for all that there are, or say that there are more.
  var hasAllWarnings: Bool { !(warnings.last?.contains("more warnings") ?? false) }

  /// The rules that the warnings name in their brackets.
  var warningRules: Set<String> {
    Set(
      warnings.flatMap { warning in
        guard let bracket = warning.lastIndex(of: "["), warning.hasSuffix("]") else { return [] as [String] }
        return warning[warning.index(after: bracket)...].dropLast().split(separator: ", ").map(String.init)
      })
  }

  /// Those that had no need to be cut or folded.
  var wholeWarnings: [String] {
    warnings.filter { !$0.contains("…") && !$0.hasPrefix("not checked:") && !$0.contains("more warnings") }
  }
}
