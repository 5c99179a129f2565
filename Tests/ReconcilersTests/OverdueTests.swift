// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@testable import Reconcilers

@Suite("When a backup is overdue")
struct OverdueTests {
  private func isOverdue(_ course: Course) -> Bool? { course.status.condition(.overdue)?.isTrue }

  @Test("a backup is overdue half a period after a slot without a success, once, until one succeeds")
  func overdue() {
    var course = Course.scheduled("0 * * * *")
    course.turn()
    course.turn(at: "2026-11-22T13:00:00Z")
    course.accept()
    course.end(.failed("OperationFailed", "no"))
    course.turn(at: "2026-11-22T13:29:59Z")
    #expect(isOverdue(course) == nil)
    let plan = course.turn(at: "2026-11-22T13:30:00Z")
    #expect(isOverdue(course) == true)
    #expect(plan.notices.map(\.reason) == ["BackupOverdue"])
    #expect(course.turn().notices == [])
    course.turn(at: "2026-11-22T14:00:00Z")
    course.accept()
    course.turn(at: "2026-11-22T14:01:00Z")
    #expect(isOverdue(course) == true)
    course.end()
    course.turn()
    #expect(isOverdue(course) == false)
    #expect(course.turn(at: "2026-11-22T14:45:00Z").notices == [])
    #expect(isOverdue(course) == false)
  }

  @Test("a backup whose first run cannot even start is overdue as well")
  func overdueUnstarted() {
    var course = Course.scheduled()
    course.turn()
    for hour in ["00:00:00", "03:00:00", "06:00:00"] {
      course.now = time("2026-11-23T\(hour)Z")
      course.write(course.plan.withoutRun)
    }
    #expect(isOverdue(course) == true)
  }

  @Test("a schedule that is resumed after months is not overdue before its next slot")
  func overdueAfterResumption() {
    var course = Course.scheduled()
    course.turn()
    course.turn(at: "2026-11-23T00:00:00Z")
    course.succeed()
    course.patch(#"{"spec":{"suspend":true}}"#)
    course.turn()
    course.now = time("2027-03-01T12:00:00Z")
    course.patch(#"{"spec":{"suspend":false}}"#)
    course.turn()
    course.turn(at: "2027-03-02T00:00:00Z")
    course.turn()
    #expect(isOverdue(course) == nil)
    course.turn(at: "2027-03-02T06:00:00Z")
    #expect(isOverdue(course) == true)
  }

  @Test("a night that was missed is overdue, although it is made up for")
  func overdueMissed() {
    var course = Course.scheduled()
    course.turn()
    course.turn(at: "2026-11-25T12:00:00Z")
    #expect(isOverdue(course) == true)
    course.succeed()
    #expect(isOverdue(course) == false)
  }

  @Test("a run every second is not overdue within a minute")
  func overdueAtLeastAMinute() {
    var course = Course.scheduled("@every 1s")
    course.turn()
    course.turn(at: "2026-11-22T12:00:01Z")
    course.accept()
    course.turn(at: "2026-11-22T12:00:40Z")
    #expect(isOverdue(course) == nil)
  }
}
