// SPDX-License-Identifier: Apache-2.0
import Backups

/// How a run ended.
struct RunEnd: Sendable, Equatable {
  var state: OperationState
  /// One word in CamelCase, for programs.
  var reason: String
  /// A sentence for people.
  var message: String
  /// What the nodes say about it.
  var failures: [ObjectStatus.Failure] = []
}

extension RunEnd {
  static func completed(_ message: String) -> RunEnd {
    RunEnd(state: .completed, reason: "Completed", message: message)
  }

  static func failed(_ reason: String, _ message: String, _ failures: [ObjectStatus.Failure] = []) -> RunEnd {
    RunEnd(state: .failed, reason: reason, message: message, failures: failures)
  }

  /// Nobody can say how the operation ended.
  static func unknown(_ reason: String, _ message: String) -> RunEnd {
    RunEnd(state: .unknown, reason: reason, message: message)
  }
}
