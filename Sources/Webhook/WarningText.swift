// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// Findings as the warnings of an admission answer.
enum WarningText {
  /// Longer warnings are cut by some clients (k8s.io/api, `AdmissionResponse.Warnings`).
  static let longest = 120
  /// Beyond this many the API server may drop some without a word: it keeps 4 KiB of them in all.
  static let most = 10

  static func texts(for findings: [Finding]) -> [String] {
    let texts = findings.filter { !$0.isUnverified }.map(text) + unverified(findings.filter(\.isUnverified))
    guard texts.count > most else { return texts }
    return texts.prefix(most - 1) + ["and \(texts.count - most + 1) more warnings: cassette lint shows them all"]
  }

  /// A kind that no rule is about is let through, but somebody should know.
  static func misregistered(_ kind: GroupVersionKind) -> String {
    cut("this webhook does not judge \(kind.apiVersion) \(kind.kind): its configuration names too much", to: longest)
  }

  private static func text(_ finding: Finding) -> String {
    let tail = " [\(finding.rule)]"
    let text = "\(finding.path): \(finding.message.dropLast(tail.count))"
    return cut(text, to: longest - tail.count) + tail
  }

  /// One missing fact leaves several rules without an answer; they share a line.
  private static func unverified(_ findings: [Finding]) -> [String] {
    var reasons: [String] = []
    var rules: [String: [RuleID]] = [:]
    for finding in findings {
      guard case .unverified(let reason) = finding.problem else { continue }
      if rules[reason] == nil { reasons.append(reason) }
      rules[reason, default: []].append(finding.rule)
    }
    return reasons.flatMap { lines(reason: $0, rules[$0] ?? []) }
  }

  private static func lines(reason: String, _ rules: [RuleID]) -> [String] {
    let head = cut("not checked: \(reason)", to: longest / 2) + " ["
    var lines: [String] = []
    var line = head
    for rule in rules {
      if line.count + rule.name.count + 3 > longest, line != head {
        lines.append(line + "]")
        line = head
      }
      line += (line == head ? "" : ", ") + rule.name
    }
    return lines + [line + "]"]
  }

  /// Plain text on one line. Bytes are counted first: characters are costly to tell apart, and never more than bytes.
  private static func cut(_ text: String, to length: Int) -> String {
    let hasLineBreak = text.unicodeScalars.contains(where: isLineBreak)
    let line = hasLineBreak ? String(text.map { $0.isNewline ? " " : $0 }) : text
    guard line.utf8.count > length, line.count > length else { return line }
    return line.prefix(length - 1) + "…"
  }

  /// The scalars that make `Character.isNewline` true.
  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
