// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Command

@Suite("Webhook, lint and reconciler find the same")
struct EquivalenceTests {
  @Test("a fixture's rule finds what the fixture says", arguments: try PolicyFixtures.all())
  func expected(fixture: PolicyFixture) throws {
    let found = try FixtureCase(fixture).verdict.findings.filter { $0.rule == fixture.rule }
    #expect(found.map { "\($0.severity) \($0.path)" } == fixture.expected.map { "\($0.severity) \($0.path)" })
    for (finding, expectation) in zip(found, fixture.expected) where expectation.message != nil {
      #expect(finding.message == expectation.message)
    }
  }

  /// Of an object in a file nobody knows who will apply it, so the rule about authors has nothing to say there.
  @Test("lint finds what a judge finds of an object that nobody asks for", arguments: try PolicyFixtures.all())
  func lint(fixture: PolicyFixture) async throws {
    let subject = try FixtureCase(fixture)
    let facts = FixtureCase.facts(fixture, fixture.documents.map { KubeObject($0.value) })
    let linter = Linter(judge: subject.judge, facts: FixedFacts(facts), now: fixture.now)
    let before = await linter.findings(in: fixture.documents.dropLast())
    let found = await linter.findings(in: fixture.documents).dropFirst(before.count)
    #expect(found.map(\.finding) == subject.unauthoredVerdict.findings)
  }

  @Test(
    "the webhook finds what a judge finds, in each version of reviews and objects", arguments: try PolicyFixtures.all())
  func webhook(fixture: PolicyFixture) async throws {
    for objects in ["v2", "v1alpha1"] {
      let subject = try FixtureCase(fixture, version: objects)
      for reviews in ["v1", "v1beta1"] {
        let conversation = Conversation(subject: subject, version: reviews)
        let answer = try await conversation.validated(try await conversation.mutated())
        EquivalenceTests.expect(answer, says: subject.verdict)
      }
    }
  }

  @Test("a patched object needs no further patch", arguments: try PolicyFixtures.all())
  func idempotent(fixture: PolicyFixture) async throws {
    let subject = try FixtureCase(fixture)
    let patched = try await Conversation(subject: subject, version: "v1").mutated()
    let candidate = Candidate(kind: subject.kind, new: patched, old: subject.old)
    #expect(subject.judge.edits(for: candidate, facts: subject.facts).isEmpty)
  }

  private static func expect(_ answer: Answer, says verdict: Verdict) {
    #expect(answer.isAllowed == verdict.isAllowed)
    #expect(answer.code == (verdict.isAllowed ? nil : 422))
    #expect(answer.causes == verdict.denials.map(Answer.Cause.init))
    for finding in verdict.denials { #expect(answer.message.contains("\(finding.path): \(finding.message)")) }
    #expect(Set(answer.rules) == Set(verdict.findings.map(\.rule.name)))
    expectWarnings(answer, of: verdict)
  }

  private static func expectWarnings(_ answer: Answer, of verdict: Verdict) {
    let texts = verdict.warnings.map { "\($0.path): \($0.message)" }
    #expect(answer.warnings.count <= 10)
    #expect(answer.warnings.allSatisfy { $0.count <= 120 })
    #expect(answer.wholeWarnings.allSatisfy(texts.contains))
    let rules = Set(verdict.warnings.map(\.rule.name))
    #expect(answer.hasAllWarnings ? answer.warningRules == rules : answer.warningRules.isSubset(of: rules))
  }
}
