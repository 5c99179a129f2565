// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Reconcilers

@Suite("What is planned for any object at all", .timeLimit(.minutes(1)))
struct PlanPropertyTests {
  private static let specs = [
    "{}", #"{"suspend":true}"#, #"{"schedule":"* * * * *"}"#, #"{"schedule":"0 0 * * *","suspend":true}"#,
    #"{"schedule":"0 0 * * *"}"#, #"{"schedule":"@every 1s","concurrencyPolicy":"Queue","historyLimit":0}"#,
    #"{"schedule":"@every 292y"}"#, #"{"schedule":"@every 2540400h"}"#, #"{"schedule":"* * 29 2 *"}"#,
    #"{"schedule":"30 2 * * *","timeZone":"Europe/Paris","startingDeadlineSeconds":9223372036854775807}"#,
    #"{"schedule":", * * * *","activeDeadlineSeconds":9223372036854775807}"#,
    #"{"schedule":"0 0 * * *","startingDeadlineSeconds":-9223372036854775808,"historyLimit":1}"#,
  ]

  private static let metadata = [
    "{}", #"{"annotations":{"db.orange.com/run-now":"1"}}"#, #"{"annotations":{"db.orange.com/run-now":"2"}}"#,
    #"{"finalizers":["db.orange.com/cassette"]}"#, #"{"creationTimestamp":"0000-01-01T00:00:00Z"}"#,
    #"{"creationTimestamp":"9999-01-01T00:00:00Z","generation":null}"#,
    #"{"deletionTimestamp":"2026-11-22T11:00:00Z","finalizers":["db.orange.com/cassette"]}"#,
  ]

  private static func course(_ random: inout RandomStatuses) -> Course {
    let (spec, status) = (random.pick(specs), random.hostile())
    var course = random.number(0..<4) == 0 ? Course.restore(status: status) : .backup(spec, status: status)
    course.patch(#"{"metadata":\#(random.pick(metadata))}"#)
    course.now = time(random.pick(["2026-11-22T12:00:00Z", "2026-11-22T12:00:00.25Z", "1969-12-31T23:59:59.5Z"]))
    return course
  }

  @Test("whatever the status, a plan that is written down leaves nothing to write", arguments: UInt64(1)...4)
  func fixedPoint(seed: UInt64) {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<250 {
      let start = Self.course(&random)
      var course = start
      let plan = course.turn()
      #expect(course.plan.status == course.status, "\(start.object.json)")
      #expect(course.plan.notices == [], "\(start.object.json)")
      if case .rest = plan.step {} else { #expect(course.plan.step == plan.step, "\(start.object.json)") }
    }
  }

  @Test("a run that is put off stays due, and one that is left out does not", arguments: UInt64(11)...14)
  func withoutRun(seed: UInt64) {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<250 {
      let start = Self.course(&random)
      let plan = start.plan
      guard plan.step == .start, start.status.run == nil, let run = plan.status.run else { continue }
      var course = start
      course.write(plan.withoutRun)
      #expect(course.status.run == nil, "\(start.object.json)")
      #expect(course.plan.status.run?.slot == run.slot, "\(start.object.json)")
      #expect(course.plan.status.run?.trigger == run.trigger, "\(start.object.json)")
      #expect(course.plan.withoutRun == course.status, "\(start.object.json)")
      guard run.slot != nil else { continue }
      course = start
      course.write(plan.withoutSlot)
      #expect(course.plan.status.run?.slot == nil, "\(start.object.json)")
    }
  }

  @Test("nothing that a status says makes the rest of a turn trap", arguments: UInt64(21)...22)
  func turns(seed: UInt64) {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<250 {
      let course = Self.course(&random)
      var turn = Turn(course.observed)
      _ = (turn.isLate, turn.patch, turn.recordedTag, Plan.attention(course.observed))
      guard turn.status.run != nil else { continue }
      turn.status.retry(after: .failed("No", "no"), notBefore: noon, at: noon)
      turn.status.end(.failed("No", "no"), nil, historyLimit: course.observed.historyLimit, at: noon)
      turn.rate(.failed("No", "no"))
      #expect(turn.patch != nil)
    }
  }
}
