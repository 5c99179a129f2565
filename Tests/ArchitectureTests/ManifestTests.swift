// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy
import Testing

@testable import Command

@Suite("manifests/")
struct ManifestTests {
  private static func documents(_ path: String) throws -> [SourceDocument] {
    try ManifestFiles.list("\(Repository.root)/manifests/\(path)")
      .flatMap { try ManifestFiles.documents(at: $0) }.map { try $0.get() }
  }

  /// The members of `spec` in every version of a CRD, which are all the same.
  private static func specMembers(_ crd: String) throws -> [(name: String, type: String)] {
    let definition = try #require(try documents("crds/\(crd).yaml").first).value
    let versions = try #require(definition["spec"]?["versions"]).elements.map { version in
      let schema = version["schema"]?["openAPIV3Schema"]?["properties"]?["spec"]?["properties"]
      return (schema?.members ?? []).map { (name: $0.name, type: $0.value["type"]?.string ?? "") }
    }
    let first = try #require(versions.first)
    #expect(versions.count == 2)
    #expect(versions.allSatisfy { $0.map(\.name) == first.map(\.name) })
    return first
  }

  @Test("the samples are admitted")
  func samples() async throws {
    let documents = try Self.documents("samples")
    let facts = ManifestWorld(documents.map { KubeObject($0.value) })
    let linter = Linter(judge: Judge(), facts: FixedFacts(facts), now: Instant(seconds: 1_795_348_800))
    #expect(documents.compactMap { SubjectKind(KubeObject($0.value)) }.count >= 2)
    #expect(await linter.findings(in: documents).filter { $0.finding.severity == .deny } == [])
  }

  @Test("the schema of a backup has the members that are read, all of them and no other")
  func backup() throws {
    let spec = BackupSpec(nil)
    #expect(try Self.members(of: spec) == Set(Self.specMembers("cassandrabackups").map(\.name)))
  }

  @Test("the schema of a restore has the members that are read, all of them and no other")
  func restore() throws {
    let spec = RestoreSpec(nil)
    #expect(try Self.members(of: spec) == Set(Self.specMembers("cassandrarestores").map(\.name)))
  }

  @Test("a value of the schema's type fits the member that reads it, and no other does")
  func types() throws {
    for crd in ["cassandrabackups", "cassandrarestores"] {
      for (name, type) in try Self.specMembers(crd) {
        for (kind, value) in ["string": #""""#, "integer": "1", "boolean": "true", "object": "{}"] {
          let spec = try JSONValue(parsing: Array("{\"\(name)\":\(value)}".utf8))
          let misfits = crd == "cassandrabackups" ? BackupSpec(spec).misfits : RestoreSpec(spec).misfits
          #expect(misfits.isEmpty == (kind == type), "\(crd): \(name) is \(type), a \(kind) has misfits \(misfits)")
        }
      }
    }
  }

  /// A spec has one property for each member it reads, of the same name.
  private static func members(of spec: Any) -> Set<String> {
    Set(Mirror(reflecting: spec).children.compactMap(\.label)).subtracting(["misfits"])
  }
}
