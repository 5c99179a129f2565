// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check manifest files by the rules of the webhook, without a cluster.",
    discussion: """
      Reads files, folders (.yaml, .yml and .json files, recursively) and, as -, standard input. All documents are read \
      first: facts about clusters, Secrets and other backups come from the documents themselves, and what is not among \
      them counts as missing. A document whose object came before is judged as an update of it.

      EXAMPLES
        cassette lint manifests/
        kubectl get cassandrabackups -A -o yaml | cassette lint -
        cassette lint --facts none --rule schedule-preview=off --output github backup.yaml

      EXIT STATUS
        0 nothing was denied; 1 something was denied; 2 an input could not be read.
      """)

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(help: "How findings are printed, one a line: text, json or github.")
  var output = LintReport.text

  @Option(
    name: .customLong("rule"), help: "ID=deny, ID=warn or ID=off: what findings of a rule do. Repeatable.",
    transform: RuleSetting.argument)
  var rules: [RuleSetting] = []

  @Option(help: "Where facts come from: input, none, or a folder to be read beside the input.")
  var facts = LintFacts.input

  func run() throws {
    var input = LintInput()
    for path in paths { input.read(path) }
    var beside = LintInput()
    if case .folder(let path) = facts { beside.read(path) }
    let errors = input.errors + beside.errors
    let source = facts.source(beside.documents + input.documents, complete: errors.isEmpty)
    let linter = Linter(judge: Judge(enforcement: Enforcement(rules)), facts: source, now: .now)
    let findings = linter.findings(in: input.documents)
    for finding in findings { print(output.line(for: finding, colours: Terminal.showsColours)) }
    try finish(findings, input, errors: errors)
  }

  private func finish(_ findings: [LintFinding], _ input: LintInput, errors: [String]) throws {
    for error in errors { Terminal.printError("cassette lint: \(error)") }
    let denied = findings.count { $0.finding.severity == .deny }
    if output == .text {
      let objects = input.documents.count { SubjectKind(KubeObject($0.value)) != nil }
      Terminal.printError("backups and restores: \(objects), denials: \(denied), warnings: \(findings.count - denied)")
    }
    if !errors.isEmpty { throw ExitCode(2) }
    if denied > 0 { throw ExitCode(1) }
  }
}
