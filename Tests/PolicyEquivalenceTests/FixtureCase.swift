// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import ManifestFacts
import Policy
import TestSupport
import Testing

/// A fixture as somebody meets it who judges its last document.
struct FixtureCase {
  let fixture: PolicyFixture
  let kind: SubjectKind
  let new: KubeObject
  let old: KubeObject?
  /// Of the documents before the subject: what an API server has stored when it asks.
  let facts: any FactSource

  /// - Parameter version: of all objects of the group, where the fixture does not name another.
  init(_ fixture: PolicyFixture, version: String = "v2") throws {
    let objects = fixture.documents.map { FixtureCase.object($0.value, version) }
    let new = try #require(objects.last, "the fixture is empty")
    let kind = try #require(SubjectKind(new), "the last document is neither a backup nor a restore")
    self.fixture = fixture
    self.kind = kind
    self.new = new
    old = objects.dropLast().last { SubjectKind($0) == kind && $0.identity == new.identity }
    facts = FixtureCase.facts(fixture, objects.dropLast())
  }

  static func facts(_ fixture: PolicyFixture, _ objects: some Sequence<KubeObject>) -> any FactSource {
    fixture.hasFacts
      ? FixtureFacts(world: ManifestWorld(objects), readable: fixture.readable) : NoFacts(reason: "nobody was asked")
  }

  var judge: Judge { Judge(enforcement: fixture.enforcement) }

  /// What a review has in `userInfo`.
  var userInfo: JSONValue? {
    fixture.author.map { author in
      JSONValue { $0.object { $0.member("username", author.username) } }
    }
  }

  /// What the webhook calls.
  var verdict: Verdict { verdict(on: Candidate(kind: kind, new: new, old: old, userInfo: userInfo)) }

  /// What the reconciler and `lint` call: for them nobody asks.
  var unauthoredVerdict: Verdict { verdict(on: Candidate(kind: kind, new: new, old: old)) }

  private func verdict(on candidate: Candidate) -> Verdict {
    judge.verdict(on: candidate, facts: facts, now: fixture.now)
  }

  private static func object(_ value: JSONValue, _ version: String) -> KubeObject {
    let text = String(decoding: value.rawBytes, as: UTF8.self)
      .replacing("\"apiVersion\":\"db.orange.com/v2\"", with: "\"apiVersion\":\"db.orange.com/\(version)\"")
    return KubeObject((try? JSONValue(parsing: Array(text.utf8))) ?? value)
  }
}
