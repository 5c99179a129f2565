// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@testable import Reconcilers

@Suite("When a backup with a schedule runs")
struct ScheduleTests {
  // MARK: Registration

  @Test("a new backup waits for its first slot, and says that it is scheduled")
  func registered() {
    var course = Course.scheduled()
    let plan = course.turn()
    #expect(plan.step == .rest(until: time("2026-11-23T00:00:00Z")))
    #expect(plan.notices.map(\.reason) == ["BackupTaskscheduled"])
    #expect(course.status.nextSchedule == time("2026-11-23T00:00:00Z"))
    #expect(course.status.lastSchedule == nil)
    #expect(course.status.state == nil)
    #expect(course.status.condition(.ready)?.reason == "Scheduled")
    #expect(course.turn().notices == [])
  }

  @Test("nobody promises that a schedule runs that never comes")
  func never() {
    var course = Course.scheduled("0 0 30 2 *")
    let plan = course.turn()
    #expect(plan.step == .rest(until: nil))
    #expect(plan.notices == [])
    #expect(course.status.condition(.ready) == nil)
  }

  @Test("a new backup is owed the latest of the slots since it was made")
  func madeWhileNobodyLed() {
    var course = Course.scheduled()
    let plan = course.turn(at: "2026-11-25T09:00:00Z")
    #expect(plan.step == .start)
    #expect(plan.status.run?.slot == time("2026-11-25T00:00:00Z"))
    #expect(plan.status.nextSchedule == time("2026-11-26T00:00:00Z"))
  }

  @Test("a backup that was made in the future, by its clock, waits for the next slot")
  func madeInTheFuture() {
    var course = Course.scheduled()
    #expect(course.turn(at: "2026-11-20T12:00:00Z").step == .rest(until: time("2026-11-21T00:00:00Z")))
  }

  @Test("a backup of the same name in another namespace keeps its own schedule")
  func namespaces() {
    var one = Course.scheduled("0 1 * * *")
    var other = Course.scheduled("0 2 * * *")
    other.patch(#"{"metadata":{"namespace":"bank"}}"#)
    one.turn()
    other.turn()
    #expect(one.status.nextSchedule == time("2026-11-23T01:00:00Z"))
    #expect(other.status.nextSchedule == time("2026-11-23T02:00:00Z"))
  }

  @Test("a run is due at its slot, and the next slot is known before it starts")
  func due() {
    var course = Course.scheduled()
    course.turn()
    #expect(course.turn(at: "2026-11-22T23:59:59.999Z").step == .rest(until: time("2026-11-23T00:00:00Z")))
    let plan = course.turn(at: "2026-11-23T00:00:00Z")
    #expect(plan.step == .start)
    #expect(plan.status.run == Run(slot: course.now, snapshotTag: "", queued: course.now))
    #expect(plan.status.lastSchedule == course.now)
    #expect(plan.status.nextSchedule == time("2026-11-24T00:00:00Z"))
    #expect(plan.status.state == .queued)
  }

  @Test("a slot that cannot start yet stays due, and is not recorded as missed each time")
  func putOff() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    for hour in ["13:00:00", "13:00:30", "14:10:00", "15:20:00"] {
      course.now = time("2026-11-22T\(hour)Z")
      let plan = course.plan
      #expect(plan.step == .start)
      #expect(!plan.notices.contains { $0.reason == "BackupSkipped" })
      course.write(plan.withoutRun)
      #expect(course.status.run == nil && course.status.history == [])
      #expect(course.status.nextSchedule == time("2026-11-22T13:00:00Z"))
    }
    #expect(course.turn().status.run?.slot == time("2026-11-22T15:00:00Z"))
    #expect(course.status.history.map(\.reason) == ["Missed"])
  }

  @Test("a slot that is left out does not come again")
  func leftOut() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.now = time("2026-11-22T13:00:00Z")
    course.write(course.plan.withoutSlot)
    #expect(course.status.run == nil)
    #expect(course.plan.step == .rest(until: time("2026-11-22T14:00:00Z")))
  }

  @Test("the operator that starts anew goes on from what is written, so that no slot is lost")
  func restart() {
    var course = Course.scheduled("@every 6h")
    course.turn()
    #expect(course.status.nextSchedule == time("2026-11-22T18:00:00Z"))
    #expect(course.turn(at: "2026-11-22T17:59:00Z").step == .rest(until: time("2026-11-22T18:00:00Z")))
    #expect(course.turn(at: "2026-11-22T18:00:03Z").status.run?.slot == time("2026-11-22T18:00:00Z"))
  }

  // MARK: Changes

  @Test("an edit counts at once, and owes no slot that has passed")
  func edit() {
    var course = Course.scheduled()
    course.turn()
    course.now = time("2026-11-22T20:00:00Z")
    course.patch(#"{"spec":{"schedule":"0 19 * * *"},"metadata":{"generation":2}}"#)
    let plan = course.turn()
    #expect(plan.step == .rest(until: time("2026-11-23T19:00:00Z")))
    #expect(plan.notices.map(\.reason) == ["BackupTaskscheduled"])
    #expect(course.status.observedGeneration == 2)
  }

  @Test("an edit that comes with a slot of the old schedule lets that go")
  func editAtTheSlot() {
    var course = Course.scheduled()
    course.turn()
    course.now = time("2026-11-23T00:00:00Z")
    course.patch(#"{"spec":{"schedule":"0 1 * * *"}}"#)
    #expect(course.turn().step == .rest(until: time("2026-11-23T01:00:00Z")))
  }

  @Test("another zone makes another schedule of the same text")
  func zone() {
    var course = Course.scheduled()
    course.turn()
    course.patch(#"{"spec":{"timeZone":"Europe/Paris"}}"#)
    #expect(course.turn().step == .rest(until: time("2026-11-22T23:00:00Z")))
    #expect(course.status.schedule == "0 0 * * * (Europe/Paris)")
  }

  @Test("an edit of anything but the schedule leaves the slots as they are")
  func otherEdit() {
    var course = Course.scheduled("@every 6h")
    course.turn()
    course.now = time("2026-11-22T15:00:00Z")
    course.patch(#"{"spec":{"storageLocation":"s3://other"},"metadata":{"generation":2}}"#)
    #expect(course.turn().step == .rest(until: time("2026-11-22T18:00:00Z")))
    #expect(course.plan.notices == [])
  }

  @Test("a suspended schedule starts nothing, and makes up for nothing when it is resumed")
  func suspended() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.patch(#"{"spec":{"suspend":true}}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.nextSchedule == nil)
    #expect(course.status.condition(.ready)?.reason == "Suspended")
    #expect(course.turn(at: "2026-11-22T13:30:00Z").step == .rest(until: nil))
    course.patch(#"{"spec":{"suspend":false}}"#)
    #expect(course.turn().step == .rest(until: time("2026-11-22T14:00:00Z")))
    #expect(course.status.history == [])
    #expect(course.status.condition(.ready)?.reason == "Scheduled")
  }

  @Test("a slot that waits when its backup is suspended is recorded as skipped")
  func suspendedInTheQueue() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.turn(at: "2026-11-22T13:00:00Z")
    course.patch(#"{"spec":{"suspend":true}}"#)
    course.turn()
    #expect(course.status.run == nil && course.status.state == nil)
    #expect(course.status.history.map(\.reason) == ["Suspended"])
    #expect(course.status.history.first?.slot == time("2026-11-22T13:00:00Z"))
  }

  @Test("a suspended schedule that the rules refuse keeps saying so")
  func suspendedAndRefused() {
    var course = Course.scheduled("0 * * * *", #"{"suspend":true}"#)
    var status = course.plan.status
    status.set(.ready, false, "secret-exists", "there is no such Secret", at: noon)
    course.write(status)
    course.pass(.seconds(30))
    #expect(course.plan.status == course.status)
  }

  @Test("a removed schedule is forgotten at once, with what was overdue of it")
  func removed() {
    var course = Course.scheduled()
    course.turn()
    course.turn(at: "2026-11-23T00:00:00Z")
    course.accept()
    course.end(.failed("OperationFailed", "no"))
    course.turn(at: "2026-11-23T06:00:00Z")
    #expect(course.status.condition(.overdue)?.isTrue == true)
    course.patch(#"{"spec":{"schedule":null}}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.schedule == nil && course.status.nextSchedule == nil)
    #expect(course.status.condition(.overdue) == nil)
    #expect(course.status.history.count == 1)
  }

  @Test(
    "a schedule whose times nobody can tell starts nothing",
    arguments: ["TZ=UTC", "every day", "0 0 30 2 *", ", * * * *", "0 0 * * 7"])
  func unreadable(schedule: String) {
    var course = Course.scheduled(schedule)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.turn(at: "2027-11-22T12:00:00Z").step == .rest(until: nil))
    #expect(course.plan.status == course.status)
  }

  @Test("a schedule in a zone that nobody knows starts nothing")
  func unknownZone() {
    var course = Course.scheduled("0 0 * * *", #"{"timeZone":"Europe/Pariss"}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.nextSchedule == nil)
  }

  // MARK: Missed slots

  @Test("of slots that passed while nobody led one runs late, and the others are recorded")
  func missed() {
    var course = Course.scheduled()
    course.turn()
    let plan = course.turn(at: "2026-11-26T03:00:00Z")
    #expect(plan.step == .start)
    #expect(plan.status.run?.slot == time("2026-11-26T00:00:00Z"))
    #expect(plan.status.nextSchedule == time("2026-11-27T00:00:00Z"))
    #expect(plan.status.history.map(\.reason) == ["Missed"])
    #expect(plan.status.history.first?.slot == time("2026-11-23T00:00:00Z"))
    #expect(plan.status.history.first?.state == "SKIPPED")
    course.succeed()
    #expect(course.turn().step == .rest(until: time("2026-11-27T00:00:00Z")))
  }

  @Test("one slot that is late is no missed one")
  func late() {
    var course = Course.scheduled()
    course.turn()
    #expect(course.turn(at: "2026-11-23T23:00:00Z").status.run?.slot == time("2026-11-23T00:00:00Z"))
    #expect(course.status.history == [])
  }

  @Test(
    "a slot that is later than it may start is skipped, and said to be",
    arguments: [(3_600, "01:00:00", true), (3_600, "01:00:01", false), (0, "00:00:00", true), (0, "00:00:01", false)])
  func startingDeadline(seconds: Int, hour: String, starts: Bool) {
    var course = Course.scheduled("0 0 * * *", #"{"startingDeadlineSeconds":\#(seconds)}"#)
    course.turn()
    let plan = course.turn(at: "2026-11-23T\(hour)Z")
    #expect(plan.step == (starts ? .start : .rest(until: time("2026-11-23T06:00:00Z"))))
    #expect(plan.status.history.map(\.reason) == (starts ? [] : ["StartingDeadlineExceeded"]))
    #expect(plan.notices.map(\.reason) == (starts ? [] : ["BackupSkipped"]))
    #expect(plan.status.nextSchedule == time("2026-11-24T00:00:00Z"))
  }

  @Test("slots every minute for ten years are one late run, at once", .timeLimit(.minutes(1)))
  func tenYears() {
    for schedule in ["* * * * *", "@every 1s", "* * 29 2 *"] {
      var course = Course.scheduled(schedule)
      course.turn()
      let plan = course.turn(at: "2036-11-22T12:00:00Z")
      #expect(plan.step == .start)
      #expect(plan.status.history.map(\.reason) == ["Missed"])
    }
  }

  // MARK: A run in progress

  @Test("a slot that comes while a run is in progress is skipped, and said to be")
  func forbid() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.turn(at: "2026-11-22T13:00:00Z")
    course.accept()
    let plan = course.turn(at: "2026-11-22T14:00:00Z")
    #expect(plan.step == .follow)
    #expect(plan.status.history.map(\.reason) == ["StillRunning"])
    #expect(plan.notices.contains { $0.reason == "BackupSkipped" })
    #expect(plan.status.nextSchedule == time("2026-11-22T15:00:00Z"))
    course.end()
    #expect(course.turn(at: "2026-11-22T14:10:00Z").step != .start)
    #expect(course.turn(at: "2026-11-22T15:00:00Z").step == .start)
  }

  @Test("a slot that is to queue runs when the run before is over")
  func queue() {
    var course = Course.scheduled("0 * * * *", #"{"concurrencyPolicy":"Queue"}"#)
    course.turn()
    course.turn(at: "2026-11-22T13:00:00Z")
    course.accept()
    #expect(course.turn(at: "2026-11-22T14:00:00Z").step == .follow)
    #expect(course.turn(at: "2026-11-22T15:00:00Z").step == .follow)
    #expect(course.status.history == [])
    course.end(after: .seconds(600))
    let plan = course.turn()
    #expect(plan.step == .start)
    #expect(plan.status.run?.slot == time("2026-11-22T15:00:00Z"))
    #expect(plan.status.history.map(\.reason) == ["Missed", "Completed"])
  }

  @Test("two runs of one backup never overlap", arguments: ["Forbid", "Queue"])
  func overlap(policy: String) {
    var course = Course.scheduled("* * * * *", #"{"concurrencyPolicy":"\#(policy)"}"#)
    course.turn()
    course.turn(at: "2026-11-22T12:01:00Z")
    course.accept()
    let run = course.status.run
    for _ in 0..<10 {
      course.pass(.seconds(60))
      course.turn()
      #expect(course.status.run == run)
    }
  }

  // MARK: Clocks

  @Test("@every counts from the last slot, and not from the end or from a restart")
  func every() {
    var course = Course.scheduled("@every 90m")
    course.turn()
    course.turn(at: "2026-11-22T13:30:10Z")
    course.accept()
    course.end(after: .seconds(1_800))
    #expect(course.turn().step != .start)
    #expect(course.status.nextSchedule == time("2026-11-22T15:00:00Z"))
    course.turn(at: "2026-11-22T18:10:00Z")
    #expect(course.status.run?.slot == time("2026-11-22T18:00:00Z"))
    #expect(course.status.nextSchedule == time("2026-11-22T19:30:00Z"))
  }

  /// The slots at which runs start if somebody looks every ten minutes.
  private func starts(of course: Course, until end: String) -> [Instant] {
    var (course, starts) = (course, [Instant]())
    while course.now < time(end) {
      let plan = course.turn()
      if plan.step == .start, let slot = plan.status.run?.slot {
        starts.append(slot)
        course.accept()
        course.end(after: .seconds(1))
        course.now = course.now - .seconds(1)
      }
      course.pass(.seconds(600))
    }
    return starts
  }

  @Test("a night whose hour is skipped or doubled has the runs that cron gives it")
  func clocksChange() {
    let spec = #"{"timeZone":"Europe/Paris"}"#
    let spring = Course.scheduled("30 2 * * *", spec, at: time("2026-03-28T00:00:00Z"))
    #expect(
      starts(of: spring, until: "2026-03-31T00:00:00Z").map(\.description)
        == ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"])
    let autumn = Course.scheduled("30 2 * * *", spec, at: time("2026-10-24T12:00:00Z"))
    #expect(
      starts(of: autumn, until: "2026-10-26T12:00:00Z").map(\.description)
        == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"])
  }

  @Test("a clock that is set forward makes one late run")
  func clockForward() {
    var course = Course.scheduled()
    course.turn()
    #expect(course.turn(at: "2027-11-22T12:00:00Z").step == .start)
    course.succeed()
    #expect(course.turn().step == .rest(until: time("2027-11-23T00:00:00Z")))
  }

  @Test("a clock that was wrong for years does not stop a backup for years")
  func clockBack() {
    var course = Course.scheduled("0 0 * * *", at: time("2036-01-01T12:00:00Z"))
    course.turn()
    course.turn(at: "2036-01-02T00:00:00Z")
    course.succeed()
    course.turn()
    #expect(course.status.nextSchedule == time("2036-01-03T00:00:00Z"))
    #expect(course.turn(at: "2026-11-22T12:00:00Z").step == .rest(until: time("2026-11-23T00:00:00Z")))
    #expect(course.turn(at: "2026-11-23T00:00:00Z").step == .start)
  }

  @Test("a clock that is set back a little runs no slot twice")
  func clockBackALittle() {
    var course = Course.scheduled()
    course.turn()
    course.turn(at: "2026-11-23T00:00:00Z")
    course.succeed()
    #expect(course.turn(at: "2026-11-22T23:30:00Z").step == .rest(until: time("2026-11-24T00:00:00Z")))
    #expect(course.turn(at: "2026-11-23T00:00:00Z").step != .start)
    #expect(course.turn(at: "2026-11-24T00:00:00Z").step == .start)
  }

  @Test("a next slot that was taken away or cannot be read is found again", arguments: ["null", #""soon""#, "7"])
  func lostSlot(text: String) {
    var course = Course.scheduled()
    course.turn()
    course.patch(#"{"status":{"nextScheduleTime":\#(text)}}"#)
    let plan = course.turn()
    #expect(plan.step == .rest(until: time("2026-11-23T00:00:00Z")))
    #expect(plan.notices == [])
  }

  // MARK: Runs that are asked for

  private let ask = #"{"metadata":{"annotations":{"db.orange.com/run-now":"1"}}}"#

  @Test("a run that is asked for by hand starts once, and the slots stay as they are")
  func runNow() {
    var course = Course.scheduled()
    course.turn()
    course.patch(ask)
    let plan = course.turn()
    #expect(plan.step == .start)
    #expect(plan.status.run?.trigger == "1" && plan.status.run?.slot == nil)
    #expect(plan.status.nextSchedule == time("2026-11-23T00:00:00Z"))
    course.succeed()
    #expect(course.turn().step == .rest(until: time("2026-11-23T00:00:00Z")))
    course.patch(#"{"metadata":{"annotations":{"db.orange.com/run-now":"2"}}}"#)
    #expect(course.turn().status.run?.trigger == "2")
  }

  @Test("a run that is asked for and cannot start yet stays asked for")
  func runNowPutOff() {
    var course = Course.scheduled()
    course.patch(ask)
    course.write(course.plan.withoutRun)
    #expect(course.status.lastTrigger == nil)
    #expect(course.plan.step == .start)
  }

  @Test("a run that is asked for while another one is in progress starts after it")
  func runNowMeanwhile() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.turn(at: "2026-11-22T13:00:00Z")
    course.accept()
    course.patch(ask)
    #expect(course.turn().step == .follow)
    #expect(course.status.lastTrigger == nil)
    course.end()
    #expect(course.turn().status.run?.trigger == "1")
  }

  @Test("a suspended backup runs when it is asked to by hand, and is not dropped while it waits")
  func runNowSuspended() {
    var course = Course.scheduled("0 * * * *", #"{"suspend":true}"#)
    course.turn()
    course.patch(ask)
    #expect(course.turn().step == .start)
    course.pass(.seconds(10))
    #expect(course.turn().step == .start)
    #expect(course.status.run?.trigger == "1")
  }

  @Test("an empty word asks for nothing, and neither does any of a backup without a schedule")
  func runNowEmpty() {
    var course = Course.scheduled()
    course.patch(#"{"metadata":{"annotations":{"db.orange.com/run-now":""}}}"#)
    #expect(course.turn().step != .start)
    var single = Course.backup(status: #"{"condition":{"type":"COMPLETED"}}"#)
    single.patch(ask)
    #expect(single.turn().step == .rest(until: nil))
  }

  @Test("a slot and a run that is asked for at the same time both get their turn")
  func runNowAtTheSlot() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.patch(ask)
    #expect(course.turn(at: "2026-11-22T13:00:00Z").status.run?.slot == course.now)
    course.succeed()
    #expect(course.turn().status.run?.trigger == "1")
  }

  @Test("a slot that is too late is told once, while a run that is asked for cannot start")
  func runNowPutOffAfterTheSlot() {
    var course = Course.scheduled("0 * * * *", #"{"startingDeadlineSeconds":60}"#)
    course.turn()
    course.patch(ask)
    course.now = time("2026-11-22T13:05:00Z")
    #expect(course.plan.step == .start && course.plan.notices.map(\.reason) == ["BackupSkipped"])
    course.write(course.plan.withoutRun)
    #expect(course.plan.step == .start && course.plan.notices == [])
  }
}
