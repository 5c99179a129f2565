// SPDX-License-Identifier: Apache-2.0
import Foundation
import KubeModel
import TestSupport
import Testing

@Suite("cassette lint")
struct LintCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("good.yaml", Manifests.good)
    try folder.write("bad.yaml", Manifests.bad)
  }

  private func lint(_ arguments: String..., input: String = "") throws -> Program.Result {
    try Program.run(Program.executable, ["lint"] + arguments, input: input, folder: folder.path)
  }

  @Test("0: nothing is denied, warnings or not")
  func clean() throws {
    let result = try lint("good.yaml")
    #expect(result.status == 0)
    #expect(result.lines.allSatisfy { $0.hasPrefix("good.yaml:") && $0.contains(": warn: ") })
    #expect(result.errors == "backups and restores: 1, denials: 0, warnings: \(result.lines.count)\n")
  }

  @Test("1: something is denied")
  func denied() throws {
    let result = try lint("good.yaml", "bad.yaml")
    #expect(result.status == 1)
    #expect(result.lines.filter { $0.contains(": deny: ") }.count == 1)
    #expect(result.output.contains("bad.yaml:8:14: deny: CassandraBackup bad: spec.bandwidth: "))
    #expect(result.errors.contains("backups and restores: 2, denials: 1, warnings: "))
  }

  @Test("2: an input cannot be read, whatever the others say")
  func unusable() throws {
    let result = try lint("gone.yaml", "bad.yaml")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("cassette lint: gone.yaml: no such file or folder\n"))
    #expect(result.output.contains(": deny: "))
  }

  @Test("a broken document does not hide the good ones around it")
  func broken() throws {
    try folder.write("mixed.yaml", Manifests.good + "---\n- no object\n---\n" + Manifests.bad)
    let result = try lint("mixed.yaml")
    #expect(result.status == 2)
    #expect(result.output.contains("mixed.yaml:18:14: deny: CassandraBackup bad: "))
    #expect(result.errors.hasPrefix("cassette lint: mixed.yaml:9:1: a document must be an object"))
    #expect(result.errors.contains("backups and restores: 2,"))
  }

  @Test("a folder is read with all that is below it")
  func folders() throws {
    try folder.write("deep/er/c.yml", Manifests.bad.replacing("name: bad", with: "name: deep"))
    try folder.write("deep/.hidden.yaml", Manifests.bad)
    let result = try lint(".")
    #expect(result.status == 1)
    #expect(result.output.contains("./deep/er/c.yml:8:14: deny: CassandraBackup deep: "))
    #expect(result.errors.contains("backups and restores: 3, denials: 2,"))
  }

  @Test("- is standard input")
  func standardInput() throws {
    let result = try lint("-", input: Manifests.bad)
    #expect(result.status == 1)
    #expect(result.output.contains("<stdin>:8:14: deny: "))
  }

  @Test("nothing on standard input is nothing wrong")
  func emptyInput() throws {
    let result = try lint("-")
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.errors == "backups and restores: 0, denials: 0, warnings: 0\n")
  }

  @Test("JSON output is JSON on every line, and nothing else on standard output or error")
  func json() throws {
    let result = try lint("--output", "json", "bad.yaml")
    #expect(result.status == 1)
    #expect(result.errors == "")
    let verdicts = try result.lines.map { try JSONValue(parsing: Array($0.utf8))["verdict"]?.string }
    #expect(verdicts.contains("deny"))
    #expect(!verdicts.contains(nil))
  }

  @Test("GitHub output is workflow commands")
  func github() throws {
    let result = try lint("--output", "github", "bad.yaml")
    #expect(result.status == 1)
    #expect(
      result.lines.allSatisfy { $0.hasPrefix("::error file=bad.yaml,") || $0.hasPrefix("::warning file=bad.yaml,") })
  }

  @Test("no colours where there is no terminal")
  func colours() throws {
    #expect(try !lint("bad.yaml").output.contains("\u{1B}"))
  }

  @Test("a rule can be turned into a warning, off, or into a denial; the last setting counts")
  func rules() throws {
    #expect(try lint("--rule", "bandwidth=warn", "bad.yaml").status == 0)
    #expect(try !lint("--rule", "bandwidth=off", "bad.yaml").output.contains("bandwidth"))
    #expect(try lint("--rule", "cluster-exists=deny", "good.yaml").status == 1)
    #expect(try lint("--rule", "bandwidth=off", "--rule", "bandwidth=deny", "bad.yaml").status == 1)
  }

  @Test("a rule that does not exist is refused with the one that was meant")
  func unknownRule() throws {
    let result = try lint("--rule", "bandwith=off", "bad.yaml")
    #expect(result.status != 0 && result.status != 1)
    #expect(result.errors.contains(#"there is no rule "bandwith", did you mean bandwidth?"#))
    #expect(try lint("--rule", "bandwidth", "bad.yaml").errors.contains("is not RULE=deny, RULE=warn or RULE=off"))
  }

  @Test("facts come from the input, from nowhere, or from a folder beside it")
  func facts() throws {
    try folder.write(
      "restore.yaml",
      """
      apiVersion: db.orange.com/v2
      kind: CassandraRestore
      metadata: {name: r}
      spec: {cassandraBackup: good, cassandraCluster: c}
      """)
    try folder.write("facts/good.yaml", Manifests.good)
    #expect(try lint("restore.yaml").output.contains("[backup-exists]"))
    #expect(try lint("restore.yaml").status == 1)
    #expect(try lint("restore.yaml", "good.yaml").status == 0)
    let none = try lint("--facts", "none", "restore.yaml")
    #expect(none.status == 0)
    #expect(none.output.contains("could not be checked: lint runs with --facts none"))
    let beside = try lint("--facts", "facts", "restore.yaml")
    #expect(beside.status == 0)
    #expect(!beside.output.contains("good.yaml"))
    #expect(beside.errors.contains("backups and restores: 1,"))
    #expect(try lint("--facts", "gone", "restore.yaml").status == 2)
  }

  @Test("a link to a device in a folder does not hang the reader")
  func device() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("zero.yaml"), withDestinationPath: "/dev/zero")
    #expect(try lint(".").status == 1)
  }

  @Test("without a file there is nothing to do, and the usage is shown")
  func noPath() throws {
    let result = try lint()
    #expect(result.status != 0 && result.status != 1)
    #expect(result.errors.contains("Usage: cassette lint"))
  }
}
