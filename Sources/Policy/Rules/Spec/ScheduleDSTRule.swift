// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ScheduleDSTRule: Rule {
  static let description = RuleDescription(
    "schedule-dst", .spec, [.backup], .warn,
    """
    Warns of a new or changed schedule that names a time which the coming year's change to summer time skips, or the \
    change back repeats, in the schedule's zone. UTC has no such changes.
    """)

  private static let path = FieldPath.spec.member("schedule")

  func check(_ review: BackupReview) -> [Finding] {
    guard let schedule = review.spec.timedSchedule, ScheduleChange.isNew(in: review) else { return [] }
    return firstOfEachKind(schedule.clockChangeEffects(after: review.now, in: review.spec.zone)).map {
      warn(Self.path, .remark, $0.message)
    }
  }

  /// One example of each says it all: the same happens every year.
  private func firstOfEachKind(_ effects: [ClockChangeEffect]) -> [ClockChangeEffect] {
    effects.reduce(into: []) { found, effect in
      if !found.contains(where: { $0.kind == effect.kind }) { found.append(effect) }
    }
  }
}
