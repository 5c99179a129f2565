// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import TestSupport
import Testing

@testable import Reconcilers

@Suite("The status of an object")
struct ObjectStatusTests {
  @Test("what is written is read again", arguments: UInt64(1)...4)
  func roundTrip(seed: UInt64) {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<100 {
      let status = random.status()
      #expect(ObjectStatus(status.json) == status)
    }
  }

  @Test("the changes between two statuses make one of the other as a merge patch", arguments: UInt64(11)...14)
  func changes(seed: UInt64) {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<100 {
      let (old, new) = (random.status(), random.status())
      let patched = old.json.merged(with: new.changes(from: old) ?? JSONValue { $0.object { _ in } })
      #expect(patched == new.json)
      #expect(ObjectStatus(patched) == new)
      #expect(new.changes(from: new) == nil)
    }
  }

  @Test("only what differs is written, and what is gone is named null")
  func difference() {
    var old = ObjectStatus()
    (old.id, old.progress, old.state, old.stateChanged) = ("abc", "10%", .running, "then")
    old.failures = [ObjectStatus.Failure(source: "demo-0", message: "no")]
    var new = old
    (new.id, new.progress) = (nil, "20%")
    #expect(new.changes(from: old) == json(#"{"id":null,"progress":"20%"}"#))
    new.failures = []
    #expect(
      new.changes(from: old)
        == json(
          #"""
          {"condition":{"type":"RUNNING","lastTransitionTime":"then","failureCause":null},"id":null,"progress":"20%"}
          """#))
  }

  @Test("of a run, the members that are gone are named null as well")
  func runDifference() {
    var old = ObjectStatus()
    old.run = Run(snapshotTag: "t", queued: noon, notBefore: noon)
    var new = old
    new.run?.notBefore = nil
    #expect(new.changes(from: old)?["run"]?["notBefore"]?.isNull == true)
    #expect(ObjectStatus(old.json.merged(with: new.changes(from: old) ?? .null)) == new)
  }

  @Test("nothing is read where there is nothing", arguments: ["null", "7", "[]", "{}", #""RUNNING""#, #"{"run":{}}"#])
  func nothing(text: String) {
    #expect(ObjectStatus(json(text)) == ObjectStatus())
    #expect(ObjectStatus(nil) == ObjectStatus())
  }

  @Test("a member that is not what it should be counts as absent, and the others are read")
  func hostile() {
    let status = ObjectStatus(
      json(
        #"""
        {"observedGeneration":1.5,"condition":{"type":7,"failureCause":"all"},"conditions":{"type":"Ready"},"id":["x"],
         "progress":"","nodes":[7,{"pod":"demo-0","state":[]}],"run":{"phase":"Flying"},
         "history":[null,{"state":"COMPLETED","slot":"soon"}],"lastScheduleTime":"2026-02-30T00:00:00Z",
         "nextScheduleTime":1795348800,"coordinatorMember":"demo-0"}
        """#))
    #expect(status.observedGeneration == nil && status.state == nil && status.failures == [])
    #expect(status.conditions == [] && status.id == nil && status.progress == nil && status.run == nil)
    #expect(status.nodes.map(\.pod) == ["", "demo-0"])
    #expect(status.history.map(\.state) == ["", "COMPLETED"])
    #expect(status.lastSchedule == nil && status.nextSchedule == nil)
    #expect(status.coordinator == "demo-0")
  }

  @Test(
    "an attempt has a number that can be counted on from",
    arguments: [("-5", 1), ("0", 1), ("3", 3), ("1.5", 1), ("9223372036854775807", 1_000_000)])
  func attempts(text: String, attempt: Int) {
    let status = ObjectStatus(json(#"{"run":{"phase":"Queued","attempt":\#(text)}}"#))
    #expect(status.run?.attempt == attempt)
  }

  @Test("a condition of somebody else's is not taken for one of ours")
  func foreignConditions() {
    let status = ObjectStatus(
      json(
        #"""
        {"conditions":[{"type":"Healthy","status":"True","lastTransitionTime":"2026-11-22T12:00:00Z"},
          {"type":"Ready","status":"True","reason":"Running","message":"","lastTransitionTime":"2026-11-22T12:00:00Z"}]}
        """#))
    #expect(status.conditions.map(\.kind) == [.ready])
  }

  @Test("what CassKop wrote is read, and its time stays as it is until the state changes")
  func casskop() {
    var status = ObjectStatus(
      json(
        #"""
        {"condition":{"type":"FAILED","lastTransitionTime":"Sun, 2 Nov 2026 11:00:00 GMT",
          "failureCause":[{"source":"demo-0","message":"no such bucket"}]},
         "coordinatorMember":"demo-0","id":"abc","progress":"100%","timeCreated":"2026-11-02T11:00:00.101Z",
         "timeStarted":"2026-11-02T11:00:00.105Z","timeCompleted":"2026-11-02T11:00:12.4Z"}
        """#))
    #expect(status.state == .failed)
    #expect(status.failures == [ObjectStatus.Failure(source: "demo-0", message: "no such bucket")])
    #expect((status.id, status.progress) == ("abc", "100%"))
    #expect(status.timeCompleted == "2026-11-02T11:00:12.4Z")
    status.become(.failed, at: noon)
    #expect(status.stateChanged == "Sun, 2 Nov 2026 11:00:00 GMT")
    status.become(.queued, at: noon)
    #expect(status.stateChanged == "2026-11-22T12:00:00Z")
  }

  @Test("CassKop's CANCELED and the sidecar's CANCELLED are one")
  func cancelled() {
    for word in ["CANCELED", "CANCELLED"] {
      #expect(ObjectStatus(json(#"{"condition":{"type":"\#(word)"}}"#)).state == .cancelled)
    }
  }

  @Test(
    "progress is shown as people count",
    arguments: [
      (0, "0%"), (0.29, "29%"), (Double(Float(0.29)), "29%"), (Double(Float(0.57)), "57%"), (0.58, "58%"),
      (0.9999, "99%"), (1, "100%"), (-3, "0%"), (7, "100%"), (.nan, "0%"), (.infinity, "0%"),
    ])
  func progress(part: Double, text: String) {
    #expect(Percent.text(part) == text)
  }
}
