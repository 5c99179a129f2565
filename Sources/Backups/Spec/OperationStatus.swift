// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What the status of a backup or restore says of its runs.
package struct OperationStatus: Sendable {
  package var state: OperationState?
  /// A run is recorded, whatever became of it, other than one that waits for its first attempt.
  package var hasStarted: Bool
  /// At least one run ended well.
  package var hasCompleted: Bool
  /// No run succeeded for longer than the schedule promises. Nil where nobody watches over that: CassKop does not.
  package var isOverdue: Bool?
  // Four bytes each, 0 for none, since one is kept of each of twenty thousand objects. They reach until 2106.
  private var secondsOfLastSuccess: UInt32
  private var secondsOfNextRun: UInt32

  /// When the last run that ended well did so, in seconds since 1970; nil where that is not recorded.
  package var lastSuccess: Int64? { secondsOfLastSuccess == 0 ? nil : Int64(secondsOfLastSuccess) }

  /// When the schedule is due next, in seconds since 1970; nil where that is not recorded.
  package var nextRun: Int64? { secondsOfNextRun == 0 ? nil : Int64(secondsOfNextRun) }

  /// - Parameter status: nil or an empty object where nobody has written one: then nothing is known of the runs.
  package init?(_ status: JSONValue?) {
    guard let status, status.kind == .object, status.count > 0 else { return nil }
    state = status["condition"]?["type"]?.string.flatMap(OperationState.init(condition:))
    hasStarted =
      state?.hasStarted ?? false || ["id", "timeStarted"].contains { Self.records($0, status) }
      || (Self.records("run", status) && !Self.awaitsFirstAttempt(status))
    hasCompleted = state == .completed || Self.recordsSuccess(status)
    isOverdue = Self.isOverdue(status)
    secondsOfLastSuccess = Self.seconds("lastSuccessTime", status)
    secondsOfNextRun = Self.seconds("nextScheduleTime", status)
  }

  /// Not what is null or empty: a patch that takes a member back may leave that behind.
  private static func records(_ name: String, _ status: JSONValue) -> Bool {
    guard let value = status[name], !value.isNull else { return false }
    return value.string.map { !$0.isEmpty } ?? (value.count > 0)
  }

  /// A run is queued before anything is sent, and again when an attempt has come to nothing.
  private static func awaitsFirstAttempt(_ status: JSONValue) -> Bool {
    let run = status["run"]
    return run?["phase"]?.string == "Queued" && run?["attempt"]?.integer ?? 1 <= 1
  }

  private static func isOverdue(_ status: JSONValue) -> Bool? {
    guard let conditions = status["conditions"], conditions.kind == .array, conditions.count > 0 else { return nil }
    return conditions.elements.contains { $0["type"]?.string == "Overdue" && $0["status"]?.string == "True" }
  }

  /// A time that cannot be read, or be the time of a run, is as if nobody had written it.
  private static func seconds(_ name: String, _ status: JSONValue) -> UInt32 {
    let time = status[name]?.string.flatMap { try? Instant(parsing: $0) }
    return time.flatMap { UInt32(exactly: $0.seconds) } ?? 0
  }

  /// A scheduled backup's condition is that of its last run; earlier successes are in the other members.
  private static func recordsSuccess(_ status: JSONValue) -> Bool {
    if let time = status["lastSuccessTime"]?.string, !time.isEmpty { return true }
    return status["history"]?.elements.contains { $0["state"]?.string == OperationState.completed.rawValue } ?? false
  }
}
