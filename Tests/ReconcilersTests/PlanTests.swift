// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@testable import Reconcilers

@Suite("What is planned for an object")
struct PlanTests {
  // MARK: Runs without a schedule

  @Test("a new backup without a schedule starts at once, and so does a restore")
  func new() {
    for course in [Course.backup(), .restore()] {
      let plan = course.plan
      #expect(plan.step == .start)
      #expect(plan.status.run == Run(snapshotTag: "", queued: noon))
      #expect(plan.status.state == .queued)
      #expect(plan.status.observedGeneration == 1)
      #expect(plan.withoutRun.run == nil && plan.withoutRun.state == nil)
      #expect(plan.withoutRun.observedGeneration == 1)
      #expect(plan.notices == [])
    }
  }

  @Test("what could not start yet is planned to start again, whatever was written about it")
  func putOff() {
    for var course in [Course.backup(), .restore()] {
      course.write(course.plan.withoutRun)
      course.pass(.seconds(40 * 86_400))
      #expect(course.plan.step == .start)
    }
  }

  @Test("a suspended backup does not start, says why, and starts when it is resumed")
  func suspended() {
    var course = Course.backup(#"{"suspend":true}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.run == nil)
    #expect(course.status.state == nil)
    course.patch(#"{"spec":{"suspend":false}}"#)
    #expect(course.turn().step == .start)
  }

  @Test("a run that waits when its backup is suspended is dropped, and starts afresh when that is resumed")
  func suspendedInTheQueue() {
    var course = Course.backup()
    course.turn()
    course.patch(#"{"spec":{"suspend":true}}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.run == nil && course.status.state == nil)
    #expect(course.status.condition(.progressing)?.reason == "Suspended")
    course.patch(#"{"spec":{"suspend":null}}"#)
    #expect(course.turn().step == .start)
    #expect(course.status.run?.attempt == 1)
  }

  @Test("a suspension between two attempts does not leave a backup PENDING for ever")
  func suspendedBetweenAttempts() {
    var course = Course.backup()
    course.turn()
    course.accept()
    var status = course.status
    status.retry(after: .failed("NotAccepted", "no"), notBefore: noon + .seconds(10), at: noon)
    course.write(status)
    course.patch(#"{"spec":{"suspend":true}}"#)
    course.turn()
    #expect(course.status.state == nil && course.status.failures == [] && course.status.timeCreated == nil)
    course.patch(#"{"spec":{"suspend":false}}"#)
    #expect(course.turn().step == .start)
  }

  @Test("a run that is at work goes on while its backup is suspended")
  func suspendedAtWork() {
    var course = Course.backup()
    course.turn()
    course.accept()
    course.patch(#"{"spec":{"suspend":true}}"#)
    #expect(course.turn().step == .follow)
  }

  @Test(
    "what has ended is never run again",
    arguments: [OperationState.completed, .failed, .cancelled, .unknown], [SubjectKind.backup, .restore])
  func terminal(state: OperationState, kind: SubjectKind) {
    let status = #"{"condition":{"type":"\#(state.rawValue)","lastTransitionTime":"2026-01-01T00:00:00Z"}}"#
    let course = kind == .backup ? Course.backup(status: status) : .restore(status: status)
    #expect(course.plan.step == .rest(until: nil))
    #expect(course.plan.status.run == nil)
    #expect(course.plan.status.stateChanged == "2026-01-01T00:00:00Z")
  }

  @Test("a backup that ran by a schedule does not run again when the schedule is removed")
  func scheduleRemoved() {
    var course = Course.scheduled()
    course.turn()
    course.turn(at: "2026-11-23T00:00:00Z")
    course.succeed()
    course.turn(at: "2026-11-24T00:00:00Z")
    course.patch(#"{"spec":{"suspend":true}}"#)
    course.turn()
    #expect(course.status.state == nil)
    course.patch(#"{"spec":{"suspend":false,"schedule":null}}"#)
    #expect(course.turn().step == .rest(until: nil))
    #expect(course.status.run == nil && course.status.schedule == nil && course.status.nextSchedule == nil)
  }

  @Test("an object that nobody looked after for a week starts nothing, and says so once")
  func forgotten() {
    for var course in [Course.backup(), .restore()] {
      course.pass(.seconds(7 * 86_400))
      #expect(course.plan.step == .start)
      course.pass(.seconds(1))
      let plan = course.turn()
      #expect(plan.step == .rest(until: nil))
      #expect(plan.status.state == .failed && plan.status.run == nil)
      #expect(plan.status.condition(.ready)?.isTrue == false)
      #expect(plan.status.condition(.ready)?.reason == "Forgotten")
      #expect(plan.notices.map(\.reason) == [course.kind == .backup ? "BackupFailed" : "RestoreFailed"])
      #expect(course.turn().notices == [])
      #expect(course.plan.step == .rest(until: nil))
    }
  }

  // MARK: What CassKop left

  @Test(
    "a backup that was RUNNING or PENDING when the other operator went is followed",
    arguments: ["RUNNING", "PENDING"])
  func takenOver(state: String) {
    let course = Course.backup(
      status: """
        {"condition":{"type":"\(state)","lastTransitionTime":"Sun, 22 Nov 2026 11:00:00 GMT"},"id":"abc",
         "coordinatorMember":"demo-0","progress":"28%","timeStarted":"2026-11-22T11:00:00.5Z"}
        """)
    let plan = course.plan
    #expect(plan.step == .follow)
    #expect(plan.status.id == "abc")
    #expect(plan.status.coordinator == "demo-0")
    #expect(plan.status.run?.started == time("2026-11-22T11:00:00.5Z"))
    #expect(plan.status.stateChanged == "Sun, 22 Nov 2026 11:00:00 GMT")
  }

  @Test("a run that was left months ago has no time for another attempt", arguments: ["timeStarted", "timeCreated"])
  func takenOverLate(member: String) {
    let course = Course.backup(
      status: """
        {"condition":{"type":"RUNNING"},"id":"abc","coordinatorMember":"demo-0","\(member)":"2026-05-01T02:00:00Z"}
        """)
    #expect(Turn(course.observed).isLate)
  }

  @Test("a start that cannot be read, or lies ahead, counts as now", arguments: ["yesterday", "2031-01-01T00:00:00Z"])
  func takenOverOddly(text: String) {
    let course = Course.backup(
      status: #"{"condition":{"type":"RUNNING"},"id":"abc","coordinatorMember":"demo-0","timeStarted":"\#(text)"}"#)
    #expect(course.plan.status.run?.started == noon)
  }

  @Test("a restore that says REQUIRED is looked for, and not sent again")
  func takenOverRequired() {
    let condition = #""condition":{"type":"REQUIRED"},"coordinatorMember":"demo-0""#
    #expect(Course.restore(status: "{\(condition)}").plan.step == .find)
    #expect(Course.restore(status: #"{\#(condition),"id":"abc"}"#).plan.step == .follow)
  }

  @Test("a restore that has no coordinator yet was never sent")
  func takenOverUnsent() {
    #expect(Course.restore(status: #"{"condition":{"type":"REQUIRED"}}"#).plan.step == .start)
  }

  @Test("a backup whose run was dropped when it was decided on has not started")
  func dropped() {
    var course = Course.backup(status: #"{"condition":{"type":"PENDING"},"coordinatorMember":"demo-dc1-rack1-0"}"#)
    #expect(course.turn().step == .start)
  }

  @Test("a backup that another operator had scheduled starts with the next slot, and owes none")
  func takenOverSchedule() {
    var course = Course.backup(
      #"{"schedule":"@midnight"}"#,
      status: #"{"condition":{"type":"COMPLETED","lastTransitionTime":"Mon, 2 Jan 2026 00:10:00 GMT"},"id":"abc"}"#)
    course.patch(#"{"metadata":{"creationTimestamp":"2025-01-01T00:00:00Z"}}"#)
    let plan = course.turn()
    #expect(plan.step == .rest(until: time("2026-11-23T00:00:00Z")))
    #expect(course.status.state == .completed)
  }

  @Test("a schedule that nobody looked after for months owes no slot either")
  func forgottenSchedule() {
    var course = Course.scheduled("@midnight")
    course.patch(#"{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"}}"#)
    #expect(course.turn().step == .rest(until: time("2026-11-23T00:00:00Z")))
    #expect(course.status.history == [])
  }

  // MARK: A run in progress

  @Test("each phase of a run has its step")
  func phases() {
    for (phase, step) in [
      (Run.Phase.queued, Plan.Step.start), (.starting, .find), (.running, .follow), (.stopping, .drain),
    ] {
      for make in [{ Course.backup(status: $0) }, { Course.restore(status: $0) }] {
        let course = make(#"{"run":{"phase":"\#(phase.rawValue)","queuedTime":"2026-11-22T11:00:00Z"}}"#)
        #expect(course.plan.step == step)
      }
    }
  }

  @Test("a next attempt waits for its time")
  func notBefore() {
    let text = #"{"run":{"phase":"Queued","attempt":2,"notBefore":"2026-11-22T12:00:10Z"}}"#
    var course = Course.backup(status: text)
    #expect(course.plan.step == .rest(until: time("2026-11-22T12:00:10Z")))
    course.pass(.seconds(10))
    #expect(course.plan.step == .start)
  }

  @Test("a next attempt does not wait for years because a clock was wrong")
  func notBeforeOfAWrongClock() {
    let text = #"{"run":{"phase":"Queued","attempt":2,"notBefore":"2036-11-22T12:00:10Z"}}"#
    #expect(Course.backup(status: text).plan.step == .start)
  }

  // MARK: Deletion

  @Test(
    "an object that is being deleted is released, whoever else keeps it",
    arguments: [
      (#"["db.orange.com/cassette"]"#, Plan.Step.release),
      (#"["kubernetes.io/unschedule-needed"]"#, .release),
      (#"["example.com/theirs","db.orange.com/cassette"]"#, .release),
      (#"["example.com/theirs"]"#, .rest(until: nil)),
    ])
  func deleted(finalizers: String, step: Plan.Step) {
    for spec in ["{}", #"{"schedule":"* * * * *"}"#, #"{"suspend":true}"#] {
      var course = Course.backup(spec)
      course.patch(
        #"{"metadata":{"deletionTimestamp":"2026-11-22T11:59:00Z","finalizers":\#(finalizers)}}"#)
      #expect(course.plan.step == step)
      #expect(course.plan.status.run == nil)
      #expect(course.plan.notices == [])
    }
  }

  @Test(
    "an object that is deleted while its run is at work is kept until that has stopped",
    arguments: [(Run.Phase.queued, Plan.Step.release), (.starting, .stop), (.running, .stop), (.stopping, .stop)])
  func deletedAtWork(phase: Run.Phase, step: Plan.Step) {
    var course = Course.restore(status: #"{"run":{"phase":"\#(phase.rawValue)"}}"#)
    course.patch(
      #"{"metadata":{"deletionTimestamp":"2026-11-22T11:59:00Z","finalizers":["db.orange.com/cassette"]}}"#)
    #expect(course.plan.step == step)
  }

  @Test("what the other operator left at work is stopped too when its object is deleted")
  func deletedAfterTakeover() {
    var course = Course.backup(
      #"{"schedule":"@daily"}"#, status: #"{"condition":{"type":"RUNNING"},"id":"abc","coordinatorMember":"demo-0"}"#)
    course.patch(
      #"""
      {"metadata":{"deletionTimestamp":"2026-11-22T11:59:00Z","finalizers":["kubernetes.io/unschedule-needed"]}}
      """#)
    #expect(course.plan.step == .stop)
  }

  @Test("the finalizer goes when a run is over, before anything else is started, and no other finalizer does")
  func released() {
    var course = Course.scheduled()
    course.turn()
    course.patch(#"{"metadata":{"finalizers":["kubernetes.io/unschedule-needed","db.orange.com/cassette"]}}"#)
    course.now = time("2026-11-23T00:00:00Z")
    #expect(course.plan.step == .release)
    #expect(course.plan.notices == [])
    course.patch(#"{"metadata":{"finalizers":["kubernetes.io/unschedule-needed"]}}"#)
    #expect(course.plan.step == .start)
  }

  @Test("a dropped run is written down before its finalizer goes")
  func releasedAfterSuspension() {
    var course = Course.backup(#"{"suspend":true}"#, status: #"{"run":{"phase":"Queued","attempt":2}}"#)
    course.patch(#"{"metadata":{"finalizers":["db.orange.com/cassette"]}}"#)
    #expect(course.turn().step == .rest(until: noon))
    #expect(course.turn().step == .release)
  }

  // MARK: Attention

  @Test("an object asks for attention now as long as there is something to do or to write")
  func attention() {
    var course = Course.backup()
    #expect(Plan.attention(course.observed) == noon)
    course.turn()
    course.accept()
    #expect(Plan.attention(course.observed) == noon)
    course.end()
    course.turn()
    #expect(Plan.attention(course.observed) == nil)
    course.patch(#"{"metadata":{"generation":2}}"#)
    #expect(Plan.attention(course.observed) == course.now)
  }

  @Test("a schedule asks for attention at its next slot, or when a success is overdue")
  func attentionOfSchedules() {
    var course = Course.scheduled("0 0 * * *")
    #expect(Plan.attention(course.observed) == noon)
    course.turn()
    #expect(Plan.attention(course.observed) == time("2026-11-23T00:00:00Z"))
    course.turn(at: "2026-11-23T00:00:00Z")
    course.accept()
    course.end(.failed("OperationFailed", "no"))
    course.turn()
    #expect(Plan.attention(course.observed) == time("2026-11-23T06:00:00Z"))
    course.turn(at: "2026-11-23T06:00:00Z")
    #expect(course.status.condition(.overdue)?.isTrue == true)
    #expect(Plan.attention(course.observed) == time("2026-11-24T00:00:00Z"))
  }

  @Test("a next attempt asks for attention when it may begin")
  func attentionOfAttempts() {
    let text = """
      {"observedGeneration":1,"run":{"phase":"Queued","attempt":2,"queuedTime":"2026-11-22T11:00:00Z",
       "notBefore":"2026-11-22T12:00:10Z"}}
      """
    #expect(Plan.attention(Course.backup(status: text).observed) == time("2026-11-22T12:00:10Z"))
  }

  // MARK: Limits

  @Test("limits that make no sense do no harm")
  func limits() {
    let course = Course.backup(
      #"{"activeDeadlineSeconds":-5,"backoffLimit":9223372036854775807,"historyLimit":-1,"startingDeadlineSeconds":-1}"#
    )
    #expect(course.observed.activeDeadline == .seconds(1))
    #expect(course.observed.backoffLimit == Int.max)
    #expect(course.observed.historyLimit == 0)
    #expect(Course.backup(#"{"historyLimit":5000}"#).observed.historyLimit == 100)
    #expect(Course.restore().observed.historyLimit == nil)
    #expect(Course.restore(#"{"backoffLimit":3}"#).observed.backoffLimit == 0)
    #expect(Course.restore().observed.activeDeadline == .seconds(86_400))
  }
}
