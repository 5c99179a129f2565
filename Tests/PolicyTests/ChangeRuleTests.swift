// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Policy

@Suite("Rules of the change")
struct ChangeRuleTests {
  private static let running = #"{"condition":{"type":"RUNNING"}}"#

  @Test("members are compared by what they mean, and null counts as absent")
  func members() throws {
    let old = try JSONValue(parsing: Array(#"{"a":1,"b":null,"c":"x","d":{"e":1,"f":2}}"#.utf8))
    let new = try JSONValue(parsing: Array(#"{"d":{"f":2,"e":1},"c":"\u0078","a":2,"g":[]}"#.utf8))
    #expect(SpecChange.members(from: old, to: new) == ["a", "g"])
    #expect(SpecChange.members(from: old, to: nil) == ["a", "c", "d"])
    #expect(SpecChange.members(from: nil, to: nil).isEmpty)
  }

  @Test("a hundred thousand changes are found at once, and the first fifty named")
  func many() throws {
    let text = (0..<100_000).map { #""m\#($0)":1"# }.joined(separator: ",")
    let spec = try JSONValue(parsing: Array("{\(text)}".utf8))
    #expect(SpecChange.members(from: spec, to: nil).count == 50)
  }

  @Test(
    "a one-shot backup may be changed until it has started",
    arguments: [
      (nil, true), (#"{"condition":{"type":"REQUIRED"}}"#, true), (#"{"condition":{"type":"PENDING"}}"#, false),
      (#"{"id":"0b8f"}"#, false), (#"{"condition":{"type":"UNKNOWN"}}"#, false),
    ] as [(String?, Bool)])
  func started(status: String?, isAllowed: Bool) throws {
    let judge = Judge(rules: Catalogue.rules.filter { type(of: $0).description.scope == .change })
    let old = try backup(#""entities":"k1""#, status: status)
    #expect(judge.verdict(updating: old, to: try backup(#""entities":"k2""#), .backup).isAllowed == isAllowed)
    let restoring = try restore(#""entities":"k1""#, status: status)
    #expect(judge.verdict(updating: restoring, to: try restore(#""entities":"k2""#), .restore).isAllowed == isAllowed)
  }

  @Test("the status that counts is the one before the update")
  func statusOfUpdate() throws {
    let verdict = Judge(rules: [BackupImmutableRule()]).verdict(
      updating: try backup(#""entities":"k1""#), to: try backup(#""entities":"k2""#, status: Self.running), .backup)
    #expect(verdict.isAllowed)
  }
}
