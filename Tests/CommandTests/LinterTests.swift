// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy
import Testing

@testable import Command

@Suite("Findings in files")
struct LinterTests {
  private func lint(_ text: String, facts: (any FactSource)? = nil) async -> [LintFinding] {
    let documents = Manifests.documents(text)
    let world = ManifestWorld(documents.map { KubeObject($0.value) })
    let linter = Linter(judge: Judge(), facts: FixedFacts(facts ?? world), now: Instant(seconds: 1_795_348_800))
    return await linter.findings(in: documents)
  }

  private func denials(_ text: String) async -> [String] {
    await lint(text).filter { $0.finding.severity == .deny }.map { "\($0.position) \($0.finding.path)" }
  }

  @Test("a finding is where its value is written")
  func position() async {
    #expect(await denials(Manifests.bad) == ["8:14 spec.bandwidth"])
    #expect(await denials(Manifests.good + "---\n" + Manifests.bad) == ["16:14 spec.bandwidth"])
  }

  @Test("what is missing is found where it should be")
  func missing() async {
    let text = Manifests.good.replacing("  storageLocation: s3://cassie\n", with: "")
    #expect(await denials(text) == ["5:1 spec.storageLocation"])
  }

  @Test("objects of other kinds are passed over")
  func otherKinds() async {
    #expect(await lint("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {bandwidth: 1}\n").isEmpty)
    #expect(await lint("a: 1").isEmpty)
  }

  @Test("the objects of a list are judged each for itself, where they are")
  func list() async {
    let items = [Manifests.good, Manifests.bad].map { text in
      text.split(separator: "\n").enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }.joined(
        separator: "\n")
    }
    #expect(
      await denials("apiVersion: v1\nkind: List\nitems:\n" + items.joined(separator: "\n")) == ["18:16 spec.bandwidth"])
  }

  @Test("the second document of one name is an update of the first, so what was wrong before is a warning")
  func update() async {
    let again = Manifests.bad + "  secret: s\n"
    let findings = await lint(Manifests.bad + "---\n" + again)
    #expect(findings.filter { $0.finding.rule == "bandwidth" }.map(\.finding.severity) == [.deny, .warn])
  }

  @Test("a document that changes nothing says nothing")
  func same() async {
    #expect(await lint(Manifests.bad + "---\n" + Manifests.bad).filter { $0.position.line > 8 }.isEmpty)
  }

  @Test("another namespace is another object; no namespace is default")
  func namespaces() async {
    func named(_ namespace: String) -> String {
      Manifests.bad.replacing("name: bad", with: "name: bad\n  namespace: \(namespace)")
    }
    #expect(await denials(named("one") + "---\n" + named("two")).count == 2)
    #expect(await denials(Manifests.bad + "---\n" + named("default")).count == 1)
  }

  @Test("objects whose names are yet to be made are never updates of each other")
  func generateName() async {
    let text = Manifests.bad.replacing("name: bad", with: "generateName: bad-")
    #expect(await denials(text + "---\n" + text).count == 2)
  }

  @Test("a member that is written twice is a warning of the schema, before the verdict")
  func notes() async {
    let findings = await lint(Manifests.good + "  storageLocation: s3://other\n")
    #expect(findings.first?.finding.rule == "schema")
    #expect(findings.first?.finding.severity == .warn)
    #expect(findings.first?.position == SourcePosition(line: 8, column: 3))
    #expect(findings.first?.finding.path.description == "spec.storageLocation")
  }

  @Test("facts come from all documents, also from those behind")
  func facts() async {
    let restore = """
      apiVersion: db.orange.com/v2
      kind: CassandraRestore
      metadata: {name: r}
      spec: {cassandraBackup: good, cassandraCluster: c}
      ---

      """
    #expect(await denials(restore) == ["4:25 spec.cassandraBackup"])
    #expect(await denials(restore + Manifests.good) == [])
  }

  @Test("where nobody knows anything, the rules of the surroundings only warn")
  func noFacts() async {
    let findings = await lint(Manifests.good, facts: NoFacts(reason: "nobody knows"))
    #expect(findings.contains { $0.finding.isUnverified })
    #expect(findings.allSatisfy { $0.finding.severity == .warn })
  }

  @Test("each finding tells which object it is about")
  func object() async throws {
    let object = try #require(await lint(Manifests.bad).first).object
    #expect(object.apiVersion == "db.orange.com/v2")
    #expect(object.kind == "CassandraBackup")
    #expect(object.namespace == "")
    #expect(object.name == "bad")
    #expect(object.description == "CassandraBackup bad")
  }
}
