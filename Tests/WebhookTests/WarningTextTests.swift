// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy
import Testing

@testable import Webhook

@Suite("Warnings")
struct WarningTextTests {
  private func remark(_ detail: String, rule: RuleID = "a-rule", at path: FieldPath = .spec) -> Finding {
    Finding(rule, .warn, at: path, .remark, detail)
  }

  private func unverified(_ rule: RuleID, _ reason: String) -> Finding {
    Finding(rule, .warn, at: .spec, .unverified(reason), "whether")
  }

  /// What the API server wants of every warning (k8s.io/apimachinery, `NewWarningHeader`), and what we promise.
  private func expectPlain(_ texts: [String]) {
    #expect(texts.count <= 10)
    for text in texts {
      #expect(text.unicodeScalars.count <= 120)
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test("no finding, no warning")
  func none() {
    #expect(WarningText.texts(for: []) == [])
  }

  @Test("a warning names field, message and rule")
  func plain() {
    #expect(WarningText.texts(for: [remark("is odd", at: .spec.key("k.t"))]) == ["spec[k.t]: is odd [a-rule]"])
  }

  @Test("120 characters are kept, the one above is cut before the rule's name", arguments: [99, 100, 101, 102, 500])
  func cut(_ count: Int) {
    let texts = WarningText.texts(for: [remark(String(repeating: "x", count: count))])
    expectPlain(texts)
    let whole = "spec: " + String(repeating: "x", count: count) + " [a-rule]"
    #expect(texts == [whole.count <= 120 ? whole : "spec: " + String(repeating: "x", count: 104) + "… [a-rule]"])
  }

  @Test("a long path leaves room for the message")
  func longPath() {
    let texts = WarningText.texts(for: [remark("is odd", at: .spec.key(String(repeating: "k", count: 9_000)))])
    expectPlain(texts)
    #expect(texts.allSatisfy { $0.hasSuffix("…: is odd [a-rule]") })
  }

  @Test("what fits is not cut, however much of it is path")
  func fits() {
    let path = FieldPath.spec.key(String(repeating: "k", count: 80))
    #expect(WarningText.texts(for: [remark("is odd", at: path)]) == ["\(path): is odd [a-rule]"])
  }

  @Test("nothing that is obeyed instead of shown gets through")
  func hostile() {
    let texts = WarningText.texts(for: [remark("a\nb\r\tc\u{1B}[31m\u{0}\u{202E}\u{2028}\u{85}d")])
    expectPlain(texts)
    #expect(texts == ["spec: a b  c\u{FFFD}[31m\u{FFFD}\u{FFFD} \u{FFFD}d [a-rule]"])
  }

  @Test("a mountain of accents is as long as it has scalars")
  func combining() {
    expectPlain(WarningText.texts(for: [remark("e" + String(repeating: "\u{301}", count: 5_000))]))
  }

  @Test("ten fit; of eleven nine are shown and the others counted")
  func most() {
    let ten = (0..<10).map { remark("number \($0)") }
    #expect(WarningText.texts(for: ten).count == 10)
    let texts = WarningText.texts(for: ten + [remark("number 10")])
    expectPlain(texts)
    #expect(texts[8] == "spec: number 8 [a-rule]")
    #expect(texts[9] == "and 2 more warnings: cassette lint shows them all")
  }

  @Test("rules that miss one fact share a line, behind what was found")
  func folded() {
    let texts = WarningText.texts(for: [
      unverified("one", "the caches are empty"), unverified("two", "the caches are empty"), remark("is odd"),
      unverified("two", "the caches are empty"), unverified("three", "nobody knows"),
    ])
    #expect(
      texts == [
        "spec: is odd [a-rule]", "not checked: the caches are empty [one, two]", "not checked: nobody knows [three]",
      ])
  }

  @Test("a line that is full goes on in the next, and no rule is lost")
  func foldedLong() {
    let rules = (0..<12).map { RuleID("rule-number-\($0)") }
    let texts = WarningText.texts(for: rules.map { unverified($0, String(repeating: "r", count: 200)) })
    expectPlain(texts)
    #expect(texts.count > 1)
    #expect(texts.allSatisfy { $0.hasPrefix("not checked: rrr") && $0.hasSuffix("]") })
    for rule in rules { #expect(texts.count { $0.contains("\(rule),") || $0.contains("\(rule)]") } == 1) }
  }

  @Test("every rule's name leaves room for a message")
  func ruleNames() {
    for rule in Catalogue.descriptions {
      let texts = WarningText.texts(for: [remark("is odd", rule: rule.id), unverified(rule.id, "nobody knows")])
      #expect(texts == ["spec: is odd [\(rule.id)]", "not checked: nobody knows [\(rule.id)]"])
    }
  }

  @Test("a kind with a long name is cut")
  func misregistered() {
    let kind = GroupVersionKind(group: "g\n", version: "v1", kind: String(repeating: "k", count: 500))
    expectPlain([WarningText.misregistered(kind)])
  }
}
