// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// An element of `status.conditions`, as Kubernetes words them.
struct ObjectCondition: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    /// The object can be, or is being, carried out.
    case ready = "Ready"
    /// An operation is in progress, or waits to be.
    case progressing = "Progressing"
    /// No run succeeded for longer than the schedule promises.
    case overdue = "Overdue"
  }

  /// In bytes of the message: what a person reads, not a log.
  static let longestMessage = 1_024

  var kind: Kind
  var isTrue: Bool
  /// One word in CamelCase, or the id of a rule in it.
  var reason: String
  var message: String
  var observedGeneration: Int64?
  /// When `isTrue` last changed.
  var changed: Instant
}

extension ObjectCondition {
  /// - Returns: nil for a condition that is not ours.
  init?(_ json: JSONValue) {
    guard let kind = json["type"]?.string.flatMap(Kind.init(rawValue:)), let changed = json.time("lastTransitionTime")
    else { return nil }
    self.init(
      kind: kind, isTrue: json["status"]?.string == "True", reason: json.text("reason") ?? "",
      message: json["message"]?.string ?? "", observedGeneration: json["observedGeneration"]?.integer, changed: changed)
  }

  var json: JSONValue {
    JSONValue { writer in
      writer.object { condition in
        condition.member("type", kind.rawValue)
        condition.member("status", isTrue ? "True" : "False")
        condition.member("reason", reason)
        condition.member("message", message)
        if let observedGeneration { condition.member("observedGeneration", observedGeneration) }
        condition.member("lastTransitionTime", changed.description)
      }
    }
  }
}
