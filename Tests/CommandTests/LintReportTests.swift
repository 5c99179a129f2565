// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Policy
import Testing

@testable import Command

@Suite("How findings are printed")
struct LintReportTests {
  private func finding(
    _ severity: Severity = .deny, detail: String = "no", file: String = "a/b.yaml", name: String = "x",
    namespace: String? = "ns", path: FieldPath = .spec.member("a")
  ) -> LintFinding {
    let object = JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", "db.orange.com/v2")
        object.member("kind", "CassandraBackup")
        object.name("metadata")
        object.object { metadata in
          metadata.member("name", name)
          if let namespace { metadata.member("namespace", namespace) }
        }
      }
    }
    return LintFinding(
      file: file, position: SourcePosition(line: 3, column: 14), object: LintedObject(KubeObject(object)),
      finding: Finding("a-rule", severity, at: path, .forbidden, detail))
  }

  @Test("text is what editors understand")
  func text() {
    #expect(
      LintReport.text.line(for: finding())
        == "a/b.yaml:3:14: deny: CassandraBackup ns/x: spec.a: Forbidden: no [a-rule]")
    #expect(
      LintReport.text.line(for: finding(.warn, namespace: nil))
        == "a/b.yaml:3:14: warn: CassandraBackup x: spec.a: Forbidden: no [a-rule]")
  }

  @Test("colours are around the verdict and nowhere else")
  func colours() {
    #expect(LintReport.text.line(for: finding(), colours: true).hasPrefix("a/b.yaml:3:14: \u{1B}[31mdeny\u{1B}[0m: C"))
    #expect(LintReport.text.line(for: finding(.warn), colours: true).contains(": \u{1B}[33mwarn\u{1B}[0m: "))
    for report in [LintReport.json, .github] {
      #expect(!report.line(for: finding(), colours: true).contains("\u{1B}"))
    }
  }

  @Test("text is one line, without anything that a terminal obeys")
  func hostileText() {
    let line = LintReport.text.line(
      for: finding(detail: "a\u{1B}]0;x\u{7}", file: "b\n.yaml", name: "x\r\u{1B}[2J", path: .spec.key("k\n\u{202E}")))
    #expect(
      line
        == "b .yaml:3:14: deny: CassandraBackup ns/x \u{FFFD}[2J: spec[k \u{FFFD}]: Forbidden: a\u{FFFD}]0;x\u{FFFD} [a-rule]"
    )
  }

  @Test("JSON is one object a line, its members in one order")
  func json() {
    #expect(
      LintReport.json.line(for: finding(detail: "say \"no\"\n", namespace: nil))
        == #"{"file":"a/b.yaml","line":3,"column":14,"apiVersion":"db.orange.com/v2","kind":"CassandraBackup","#
        + #""namespace":"","name":"x","rule":"a-rule","verdict":"deny","path":"spec.a","#
        + #""message":"Forbidden: say \"no\"\n [a-rule]"}"#)
  }

  @Test("GitHub gets a workflow command")
  func github() {
    #expect(
      LintReport.github.line(for: finding())
        == "::error file=a/b.yaml,line=3,col=14,title=a-rule::CassandraBackup ns/x: spec.a: Forbidden: no [a-rule]")
    #expect(LintReport.github.line(for: finding(.warn)).hasPrefix("::warning file=a/b.yaml,line=3,col=14,"))
  }

  @Test("what GitHub would take for its own syntax is escaped: more in properties than in the message")
  func githubEscapes() {
    let line = LintReport.github.line(for: finding(detail: "100%, a:b\r\n::error::x", file: "a,b:c%d\n.yaml"))
    #expect(line.hasPrefix("::error file=a%2Cb%3Ac%25d%0A.yaml,line=3,"))
    #expect(line.hasSuffix("Forbidden: 100%25, a:b%0D%0A::error::x [a-rule]"))
    #expect(!line.contains("\n"))
  }
}
