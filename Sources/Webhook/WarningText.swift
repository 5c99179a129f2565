// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// Findings as the warnings of an admission answer: plain text, since the API server drops a warning with a control
/// character in it.
enum WarningText {
  /// What Kubernetes asks for (k8s.io/api, `AdmissionResponse.Warnings`); the API server cuts at 256. In Unicode scalars,
  /// as it counts.
  static let longest = 120
  /// Ten of the longest fit into the 4096 scalars that the API server keeps of all warnings together, with room for those of
  /// other webhooks.
  static let most = 10

  static func texts(for findings: [Finding]) -> [String] {
    var texts: [String] = []
    for finding in findings where !finding.isUnverified { texts.append(text(finding)) }
    texts += unverified(findings)
    guard texts.count > most else { return texts }
    return texts.prefix(most - 1) + ["and \(texts.count - most + 1) more warnings: cassette lint shows them all"]
  }

  /// A kind that no rule is about is let through, but somebody should know.
  static func misregistered(_ kind: GroupVersionKind) -> String {
    let (head, tail) = ("this webhook does not judge ", ": its configuration names too much")
    return head + PlainText.line("\(kind.apiVersion) \(kind.kind)", longest: longest - head.count - tail.count) + tail
  }

  /// The rule's name survives the cut, and so does the beginning of the message behind a long path.
  private static func text(_ finding: Finding) -> String {
    let (path, rule) = (finding.path.description, finding.rule.name)
    let whole = TextWriter.text { $0.append([path, ": ", finding.text, " [", rule, "]"]) }
    if whole.utf8.count <= longest, PlainText.isPrintableASCII(whole) { return whole }
    let start = "\(PlainText.line(path, longest: longest / 2)): \(finding.text)"
    return "\(PlainText.line(start, longest: longest - rule.utf8.count - 3)) [\(rule)]"
  }

  /// One missing fact leaves several rules without an answer; they share a line.
  private static func unverified(_ findings: [Finding]) -> [String] {
    var reasons: [String] = []
    var rules: [String: [RuleID]] = [:]
    for finding in findings {
      guard case .unverified(let reason) = finding.problem else { continue }
      if rules[reason] == nil { reasons.append(reason) }
      guard !rules[reason, default: []].contains(finding.rule) else { continue }
      rules[reason, default: []].append(finding.rule)
    }
    return reasons.flatMap { lines(reason: $0, rules[$0] ?? []) }
  }

  private static func lines(reason: String, _ rules: [RuleID]) -> [String] {
    let head = PlainText.line("not checked: \(reason)", longest: longest / 2) + " ["
    var lines: [String] = []
    var line = head
    for rule in rules {
      if line.unicodeScalars.count + rule.name.count + 3 > longest, line != head {
        lines.append(line + "]")
        line = head
      }
      line += (line == head ? "" : ", ") + rule.name
    }
    return lines + [line + "]"]
  }
}
