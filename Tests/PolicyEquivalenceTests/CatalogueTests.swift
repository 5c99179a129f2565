// SPDX-License-Identifier: Apache-2.0
import Policy
import TestSupport
import Testing

@Suite("Catalogue")
struct CatalogueTests {
  @Test("each rule has an id of its own, in words that a command line can take")
  func ids() {
    let ids = Catalogue.descriptions.map(\.id.name)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(id)") }
  }

  @Test("each rule explains itself in sentences, and is about something")
  func explanations() {
    for rule in Catalogue.descriptions {
      #expect(rule.sentence.count > 40 && rule.sentence.hasSuffix("."), "\(rule.id)")
      #expect(!rule.sentence.contains("\n"), "\(rule.id)")
      #expect(!rule.kinds.isEmpty, "\(rule.id)")
    }
  }

  @Test("rules of the spec come before those of the change, and these before those of the surroundings")
  func order() {
    let order = RuleDescription.Scope.allCases
    let scopes = Catalogue.descriptions.compactMap { order.firstIndex(of: $0.scope) }
    #expect(scopes == scopes.sorted())
  }

  @Test("a rule is found by its id")
  func lookup() {
    #expect(Catalogue.description(of: "entities-subset")?.severity == .deny)
    #expect(Catalogue.description(of: "entities") == nil)
  }

  @Test("each rule has examples that are let pass, refused and warned of", arguments: ["allow", "deny", "warn"])
  func examples(verdict: String) throws {
    for rule in Catalogue.descriptions {
      let examples = try PolicyFixtures.all().filter { $0.rule == rule.id && $0.name.hasPrefix(verdict + "-") }
      #expect(!examples.isEmpty, "\(rule.id)")
    }
  }

  @Test("each folder of examples is that of a rule")
  func folders() throws {
    #expect(Set(try PolicyFixtures.folders()) == Set(Catalogue.descriptions.map(\.id.name)))
  }

  @Test("what an example is called is what it expects")
  func names() throws {
    for fixture in try PolicyFixtures.all() {
      let severities = Set(fixture.expected.map(\.severity.rawValue))
      let expected = fixture.name.hasPrefix("allow-") ? [] : [String(fixture.name.prefix(4))]
      #expect(severities == Set(expected), "\(fixture)")
    }
  }

  @Test("each rule has one denial and one warning with their exact words")
  func messages() throws {
    for rule in Catalogue.descriptions {
      let expectations = try PolicyFixtures.all().filter { $0.rule == rule.id }.flatMap(\.expected)
      let worded = Set(expectations.filter { $0.message != nil }.map(\.severity))
      #expect(worded == [.deny, .warn], "\(rule.id)")
    }
  }
}
