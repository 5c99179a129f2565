// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Terms of a leader", .timeLimit(.minutes(1)))
struct TermsTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  private func backup(_ name: String, _ patch: String = "{}") -> JSONValue {
    Scenario.backup(Scenario.key(name), #"{"secret":null}"#).merged(with: json(patch))
  }

  /// In the queue of its cluster since so many seconds before noon.
  private func queued(_ name: String, _ seconds: Int) -> JSONValue {
    backup(
      name,
      """
      {"status":{"condition":{"type":"QUEUED"},
       "run":{"phase":"Queued","attempt":1,"cluster":"demo","queuedTime":"\(noon + .seconds(-seconds))"}}}
      """)
  }

  @Test("of two processes only the leader starts anything")
  func leader() async throws {
    let (one, two) = (stage.contender("one"), stage.contender("two"))
    try await one.running {
      await stage.pass(.seconds(1), one)
      try await two.running {
        try stage.apply(backup("nightly"), one, two)
        await stage.pass(.seconds(60), one, two)
        #expect(one.leads && !two.leads)
        #expect(stage.posts == [Stage.Post(identity: "one", tag: "nightly")])
        #expect(stage.status(Scenario.nightly).state == .completed)
      }
    }
  }

  @Test("a new leader starts nothing before it has read all objects, whatever it hears of")
  func reading() async throws {
    let one = stage.contender("one")
    one.link.closeList()
    try stage.apply(backup("early"))
    try await one.running {
      await stage.pass(.seconds(5), one)
      try stage.apply(backup("late"), one)
      await stage.pass(.seconds(30), one)
      #expect(one.leads && stage.posts.isEmpty)
      one.link.openList()
      await stage.pass(until: { stage.posts.count == 2 }, one)
    }
  }

  @Test("a reading that fails is begun again before anything is started")
  func failedReading() async throws {
    let one = stage.contender("one")
    try stage.apply(backup("nightly"))
    one.link.failLists(times: 3)
    try await one.running {
      await stage.pass(.milliseconds(400), one)
      #expect(one.leads && stage.posts.isEmpty)
      await stage.pass(until: { stage.posts.count == 1 }, one)
      await stage.pass(.seconds(60), one)
      #expect(stage.posts.count == 1 && stage.status(Scenario.nightly).state == .completed)
    }
  }

  @Test("a new leader goes on with the queue in its old order")
  func queue() async throws {
    for (name, seconds) in [("a", 10), ("b", 30), ("c", 20)] { try stage.apply(queued(name, seconds)) }
    let one = stage.contender("one")
    try await one.running {
      await stage.pass(until: { stage.posts.count == 3 }, one)
      #expect(stage.posts.map(\.tag) == ["b", "c", "a"])
    }
  }

  @Test("a new leader goes on with a run of the one before")
  func handover() async throws {
    let (one, two) = (stage.contender("one"), stage.contender("two"))
    try await one.running {
      try stage.apply(backup("nightly"), one)
      await stage.pass(until: { stage.status(Scenario.nightly).state == .running }, one)
    }
    try await two.running {
      await stage.pass(until: { stage.status(Scenario.nightly).state == .completed }, two)
      #expect(stage.posts == [Stage.Post(identity: "one", tag: "nightly")])
    }
  }

  @Test("a leader that loses its lease sends nothing more, and the next one does")
  func lost() async throws {
    let (one, two) = (stage.contender("one"), stage.contender("two"))
    try await one.running {
      await stage.pass(.seconds(5), one)
      try await two.running {
        await stage.pass(.seconds(5), one, two)
        one.link.refuseLeases(true)
        await stage.pass(until: { !one.leads }, one, two)
        try stage.apply(backup("nightly"), one, two)
        let patches = stage.model.count(of: .patch)
        await stage.pass(.seconds(2), one, two)
        #expect(stage.posts.isEmpty && stage.model.count(of: .patch) == patches)
        await stage.pass(until: { stage.status(Scenario.nightly).state == .completed }, one, two)
        #expect(stage.posts == [Stage.Post(identity: "two", tag: "nightly")])
      }
    }
  }

  // MARK: Another operator

  /// A backup that carries CassKop's note, of the object itself or of another one.
  private func noted(_ name: String, uid: String?, _ contender: Contender) throws {
    try stage.apply(backup(name, #"{"spec":{"suspend":true}}"#), contender)
    let own = stage.object(Scenario.key(name))?.uid ?? ""
    let annotation = #"{\"metadata\":{\"uid\":\"\#(uid ?? own)\"}}"#
    try stage.apply(
      backup(
        name,
        """
        {"metadata":{"annotations":{"cassandrabackups.db.orange.com/last-applied-configuration":"\(annotation)"}}}
        """), contender)
  }

  @Test("CassKop's note on an object that is younger than the lease stops all starts")
  func rival() async throws {
    let one = stage.contender("one")
    try await one.running {
      await stage.pass(.seconds(5), one)
      try noted("theirs", uid: nil, one)
      await stage.pass(.seconds(60), one)
      try stage.apply(backup("ours"), one)
      await stage.pass(.seconds(60), one)
      #expect(stage.posts.isEmpty)
      for name in ["theirs", "ours"] {
        let ready = stage.status(Scenario.key(name)).condition(.ready)
        #expect(ready?.isTrue == false && ready?.reason == "OtherController", "\(name)")
      }
    }
  }

  @Test("a note that was copied with a file stops nobody")
  func copied() async throws {
    let one = stage.contender("one")
    try await one.running {
      await stage.pass(.seconds(5), one)
      try noted("copy", uid: "somebody-else", one)
      await stage.pass(until: { stage.status(Scenario.key("copy")).state == .completed }, one)
    }
  }

  @Test("what CassKop did before Cassette came stops nobody")
  func before() async throws {
    let one = stage.contender("one")
    try noted("old", uid: nil, one)
    try await one.running {
      await stage.pass(until: { stage.status(Scenario.key("old")).state == .completed }, one)
    }
  }

  @Test("who tolerates CassKop is not stopped")
  func tolerant() async throws {
    let one = stage.contender("one", toleratesCassKop: true)
    try await one.running {
      await stage.pass(.seconds(5), one)
      try noted("theirs", uid: nil, one)
      await stage.pass(until: { stage.status(Scenario.key("theirs")).state == .completed }, one)
    }
  }
}
