// SPDX-License-Identifier: Apache-2.0
import Documents
import Foundation
import KubeModel
import Logging
import Policy
import TestSupport
import Testing

@testable import ManifestFacts

@Suite("Facts in a folder")
struct FolderFactsTests {
  private let folder: TemporaryFolder
  private let lines = LogLines(from: .trace)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func facts() throws -> FolderFacts {
    let lines = lines
    return try FolderFacts(folder: folder.path, logger: lines.logger)
  }

  /// A document that begins with a brace would be JSON.
  private func put(_ name: String, _ text: String) throws {
    try folder.write(name, "---\n" + text)
  }

  private func secret(_ name: String, key: String = "k") -> String {
    "{apiVersion: v1, kind: Secret, metadata: {name: \(name)}, stringData: {\(key): v}}"
  }

  private func keys(_ facts: FolderFacts, _ name: String) -> [String]? {
    facts.facts().secret(ObjectKey(namespace: "default", name: name)).value?.entries.keys.sorted()
  }

  @Test("a folder is read when the facts are made")
  func first() throws {
    try put("a.yaml", secret("a") + "\n---\n" + secret("b"))
    try put("sub/list.yaml", "{apiVersion: v1, kind: List, items: [\(secret("c"))]}")
    let facts = try facts()
    #expect(["a", "b", "c"].allSatisfy { keys(facts, $0) == ["k"] })
    #expect(keys(facts, "d") == nil)
  }

  @Test("a changed file is read again, also if its size is the same")
  func changed() throws {
    try put("a.yaml", secret("a", key: "one"))
    let facts = try facts()
    try put("a.yaml", secret("a", key: "two"))
    #expect(keys(facts, "a") == ["one"])
    facts.refresh()
    #expect(keys(facts, "a") == ["two"])
  }

  @Test("a changed file with the time of the old one is read again")
  func sameTime() throws {
    try put("a.yaml", secret("a", key: "one"))
    let facts = try facts()
    let date = try FileManager.default.attributesOfItem(atPath: folder.file("a.yaml"))[.modificationDate] as? Date
    try put("a.yaml", secret("a", key: "two"))
    try FileManager.default.setAttributes([.modificationDate: try #require(date)], ofItemAtPath: folder.file("a.yaml"))
    facts.refresh()
    #expect(keys(facts, "a") == ["two"])
  }

  @Test("a file that comes or goes is noticed")
  func addedAndRemoved() throws {
    try put("a.yaml", secret("a"))
    let facts = try facts()
    try put("deep/down/b.yaml", secret("b"))
    facts.refresh()
    #expect(keys(facts, "b") == ["k"])
    try folder.remove("a.yaml")
    facts.refresh()
    #expect(keys(facts, "a") == nil)
    #expect(keys(facts, "b") == ["k"])
  }

  @Test("a renamed file is noticed, since the order of files counts")
  func renamed() throws {
    try put("a.yaml", secret("s", key: "first"))
    try put("b.yaml", secret("s", key: "second"))
    let facts = try facts()
    #expect(keys(facts, "s") == ["second"])
    try FileManager.default.moveItem(atPath: folder.file("a.yaml"), toPath: folder.file("c.yaml"))
    facts.refresh()
    #expect(keys(facts, "s") == ["first"])
  }

  @Test("a mounted ConfigMap changes by one link")
  func configMap() throws {
    try put("..2026_01/a.yaml", secret("a", key: "one"))
    try folder.link("..data", to: "..2026_01")
    try folder.link("a.yaml", to: "..data/a.yaml")
    let facts = try facts()
    #expect(keys(facts, "a") == ["one"])
    try put("..2026_02/a.yaml", secret("a", key: "two"))
    facts.refresh()
    #expect(keys(facts, "a") == ["one"])
    try folder.link("..data", to: "..2026_02")
    facts.refresh()
    #expect(keys(facts, "a") == ["two"])
  }

  @Test("a folder that did not change is not read again")
  func unchanged() throws {
    try put("a.yaml", secret("a"))
    let facts = try facts()
    facts.refresh()
    facts.refresh()
    #expect(lines.all.isEmpty)
    try put("a.yaml", secret("b"))
    facts.refresh()
    facts.refresh()
    #expect(lines.all == ["info: facts read again"])
  }

  @Test("a folder that is gone leaves the last facts, and one line in the log")
  func gone() throws {
    try put("a.yaml", secret("a"))
    let facts = try facts()
    let away = folder.path + "-away"
    try FileManager.default.moveItem(atPath: folder.path, toPath: away)
    facts.refresh()
    facts.refresh()
    #expect(keys(facts, "a") == ["k"])
    #expect(lines.all == ["error: facts not read, the last ones stay in use"])
    try FileManager.default.moveItem(atPath: away, toPath: folder.path)
    facts.refresh()
    #expect(keys(facts, "a") == ["k"])
    try FileManager.default.moveItem(atPath: folder.path, toPath: away)
    facts.refresh()
    #expect(lines.all.count == 2)
    try FileManager.default.moveItem(atPath: away, toPath: folder.path)
  }

  @Test("a file that cannot be read leaves all the last facts, until it can")
  func unreadableFile() throws {
    try put("a.yaml", secret("a"))
    let facts = try facts()
    try put("b.yaml", secret("b") + String(repeating: "\n", count: 17 << 20))
    try put("a.yaml", secret("a", key: "two"))
    facts.refresh()
    #expect(keys(facts, "a") == ["k"])
    try put("b.yaml", secret("b"))
    facts.refresh()
    #expect(keys(facts, "a") == ["two"])
    #expect(keys(facts, "b") == ["k"])
  }

  @Test("a broken document is left out and reported; the others are facts")
  func broken() throws {
    try put("a.yaml", secret("a") + "\n---\n- no object\n---\n" + secret("b"))
    let facts = try facts()
    #expect(keys(facts, "a") == ["k"])
    #expect(keys(facts, "b") == ["k"])
    #expect(lines.all == ["error: a document of the facts is left out"])
  }

  @Test("what is not found may be in a broken document, so nobody knows whether it exists")
  func gap() throws {
    try put("a.yaml", "- no object")
    guard case .unknown = try facts().facts().secret(ObjectKey(namespace: "default", name: "a")) else {
      Issue.record("a Secret that may be in the broken document is known to be absent")
      return
    }
  }

  @Test("without a folder there is no start")
  func missing() {
    #expect(throws: FileError.self) { try FolderFacts(folder: "/nowhere", logger: Logger(label: "test")) }
  }

  @Test("one file may be the folder")
  func oneFile() throws {
    try put("a.yaml", secret("a", key: "one"))
    let facts = try FolderFacts(folder: folder.file("a.yaml"), logger: Logger(label: "test"))
    try put("a.yaml", secret("a", key: "two"))
    facts.refresh()
    #expect(keys(facts, "a") == ["two"])
  }
}
