// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What the status of a backup or restore says of its runs.
package struct OperationStatus: Sendable {
  package var state: OperationState?
  /// A run is recorded, whatever became of it.
  package var hasStarted: Bool
  /// At least one run ended well.
  package var hasCompleted: Bool

  /// - Parameter status: nil or an empty object where nobody has written one: then nothing is known of the runs.
  package init?(_ status: JSONValue?) {
    guard let status, status.kind == .object, status.count > 0 else { return nil }
    state = status["condition"]?["type"]?.string.flatMap(OperationState.init(condition:))
    let recorded = ["id", "timeStarted", "run"].contains { status[$0].map { !$0.isNull } ?? false }
    hasStarted = recorded || state?.hasStarted ?? false
    hasCompleted = state == .completed || OperationStatus.recordsSuccess(status)
  }

  /// A scheduled backup's condition is that of its last run; earlier successes are in the other members.
  private static func recordsSuccess(_ status: JSONValue) -> Bool {
    if let time = status["lastSuccessTime"]?.string, !time.isEmpty { return true }
    return status["history"]?.elements.contains { $0["state"]?.string == OperationState.completed.rawValue } ?? false
  }
}
