// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Documents
import KubeModel
import Policy

/// How findings are printed: one line each.
enum LintReport: String, CaseIterable, ExpressibleByArgument {
  /// `FILE:LINE:COLUMN: VERDICT: OBJECT: PATH: MESSAGE`, which editors understand.
  case text
  /// One JSON object a line.
  case json
  /// Annotations of a GitHub workflow.
  case github

  func line(for finding: LintFinding, colours: Bool = false) -> String {
    switch self {
    case .text: text(finding, colours)
    case .json: json(finding)
    case .github: github(finding)
    }
  }

  private func text(_ found: LintFinding, _ colours: Bool) -> String {
    let verdict = found.finding.severity.rawValue
    let shown = colours ? "\u{1B}[\(found.finding.severity == .deny ? "31" : "33")m\(verdict)\u{1B}[0m" : verdict
    let place = "\(found.file):\(found.position)"
    let text = "\(found.object): \(found.finding.path): \(found.finding.message)"
    return "\(PlainText.line(place)): \(shown): \(PlainText.line(text))"
  }

  private func json(_ found: LintFinding) -> String {
    var writer = JSONWriter()
    writer.object { object in
      object.member("file", found.file)
      object.member("line", found.position.line)
      object.member("column", found.position.column)
      object.member("apiVersion", found.object.apiVersion)
      object.member("kind", found.object.kind)
      object.member("namespace", found.object.namespace)
      object.member("name", found.object.name)
      object.member("rule", found.finding.rule.name)
      object.member("verdict", found.finding.severity.rawValue)
      object.member("path", found.finding.path.description)
      object.member("message", found.finding.message)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// https://docs.github.com/actions, "Workflow commands": errors and warnings at a place in a file.
  private func github(_ found: LintFinding) -> String {
    let command = found.finding.severity == .deny ? "error" : "warning"
    let file = LintReport.escaped(found.file, also: [",", ":"])
    let message = LintReport.escaped("\(found.object): \(found.finding.path): \(found.finding.message)", also: [])
    let place = "file=\(file),line=\(found.position.line),col=\(found.position.column)"
    return "::\(command) \(place),title=\(found.finding.rule)::\(message)"
  }

  private static func escaped(_ text: String, also special: Set<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "\r" || scalar == "\n" || special.contains(scalar) {
        result += "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
