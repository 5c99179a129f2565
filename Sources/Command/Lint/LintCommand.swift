// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check manifest files by the rules of the webhook, with or without a cluster.",
    discussion: """
      Reads files, folders (.yaml, .yml and .json files, recursively) and, as -, standard input. All documents are read \
      first: facts about clusters, Secrets and other backups come from the documents themselves, and what is not among \
      them counts as missing. With --context or --facts cluster the live cluster counts too, as if the documents were \
      applied to it. A document whose object came before is judged as an update of it.

      EXAMPLES
        cassette lint manifests/
        kubectl get cassandrabackups -A -o yaml | cassette lint -
        cassette lint --context production manifests/
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

  @Option(
    help: "Where facts come from: input, none, cluster, or a folder to be read beside the input. (default: input)")
  var facts: LintFacts?

  @Option(help: "The context of the kubeconfig file whose cluster the facts come from.")
  var context: String?

  @Option(help: "The kubeconfig file of that cluster. (default: as for kubectl)")
  var kubeconfig: String?

  func validate() throws {
    guard context != nil || kubeconfig != nil, let facts else { return }
    guard case .cluster = facts else {
      throw ValidationError(
        "--context and --kubeconfig take facts from a cluster, and --facts from elsewhere: give one")
    }
  }

  func run() async throws {
    let facts = facts ?? (context == nil && kubeconfig == nil ? .input : .cluster)
    var input = LintInput()
    for path in paths { input.read(path) }
    var beside = LintInput()
    if case .folder(let path) = facts { beside.read(path) }
    let errors = input.errors + beside.errors
    let objects = (beside.documents + input.documents).map { KubeObject($0.value) }
    var linter = Linter(
      judge: Judge(enforcement: Enforcement(rules)),
      facts: FixedFacts(facts.source(objects, complete: errors.isEmpty)), now: .now)
    if case .cluster = facts {
      let cluster = try await cluster(for: objects)
      linter.namespace = cluster.namespace
      let placed = objects.map { $0.placed(in: cluster.namespace) }
      linter.facts = LintWorld(documents: facts.source(placed, complete: errors.isEmpty), cluster: cluster.facts)
    }
    let findings = await linter.findings(in: input.documents)
    for finding in findings { print(output.line(for: finding, colours: Terminal.showsColours)) }
    try finish(findings, input, errors: errors)
  }

  private func cluster(for objects: [KubeObject]) async throws -> LintCluster {
    do {
      return try await LintCluster(ClusterSelection(kubeconfig: kubeconfig, context: context), for: objects)
    } catch {
      Terminal.printError("cassette lint: \(error)")
      throw ExitCode(2)
    }
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
