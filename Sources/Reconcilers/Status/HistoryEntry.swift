// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// A run that is over, or a time of the schedule at which none started, in `status.history`.
struct HistoryEntry: Sendable, Equatable {
  /// No run started: in the place of a state.
  static let skipped = "SKIPPED"

  var slot: Instant?
  /// Of the sidecar's operation.
  var id: String?
  /// Where the sidecar accepted the run, with what it adds: this names the data of exactly this run.
  var tag: String?
  /// COMPLETED, FAILED, UNKNOWN or SKIPPED.
  var state: String
  var started: Instant?
  var completed: Instant?
  var reason: String
  var message: String?

  /// Nil where no run started.
  var outcome: OperationState? { OperationState(rawValue: state) }

  var isSuccess: Bool { state == OperationState.completed.rawValue }
}

extension HistoryEntry {
  init(_ json: JSONValue) {
    self.init(
      slot: json.time("slot"), id: json.text("id"), tag: json.text("tag"), state: json.text("state") ?? "",
      started: json.time("started"), completed: json.time("completed"), reason: json.text("reason") ?? "",
      message: json.text("message"))
  }

  var json: JSONValue {
    JSONValue { writer in
      writer.object { entry in
        entry.time("slot", slot)
        entry.text("id", id)
        entry.text("tag", tag)
        entry.member("state", state)
        entry.time("started", started)
        entry.time("completed", completed)
        entry.member("reason", reason)
        entry.text("message", message)
      }
    }
  }
}
