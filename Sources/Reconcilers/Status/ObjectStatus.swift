// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// The status of a backup or a restore, all of its members that Cassette writes. CassKop's keep their names and
/// meaning.
struct ObjectStatus: Sendable, Equatable {
  struct Failure: Sendable, Equatable {
    var source: String
    var message: String

    fileprivate var json: JSONValue {
      JSONValue { writer in
        writer.object {
          $0.member("source", source)
          $0.member("message", message)
        }
      }
    }
  }

  var observedGeneration: Int64?
  /// `condition.type`: the state of the latest operation.
  var state: OperationState?
  /// When the state last changed.
  var stateChanged: String?
  var failures: [Failure] = []
  var conditions: [ObjectCondition] = []

  /// Of the latest operation, as the sidecar gave it.
  var id: String?
  var coordinator: String?
  var coordinatorUID: String?
  /// `42%`.
  var progress: String?
  var timeCreated: String?
  var timeStarted: String?
  var timeCompleted: String?
  var nodes: [NodeStatus] = []

  var run: Run?
  /// The latest first.
  var history: [HistoryEntry] = []

  /// What `nextSchedule` was computed from; nil while nothing is scheduled.
  var schedule: String?
  var lastSchedule: Instant?
  var nextSchedule: Instant?
  var lastSuccess: Instant?
  var lastFailure: Instant?
  /// The value of the annotation that last asked for a run.
  var lastTrigger: String?
}

// MARK: Reading

extension ObjectStatus {
  init(_ json: JSONValue?) {
    guard let json, json.kind == .object else { return }
    observedGeneration = json["observedGeneration"]?.integer
    if let condition = json["condition"] {
      state = condition.text("type").flatMap(OperationState.init(condition:))
      stateChanged = condition.text("lastTransitionTime")
      failures = (condition["failureCause"]?.elements.map { $0 } ?? []).map {
        Failure(source: $0.text("source") ?? "", message: $0.text("message") ?? "")
      }
    }
    conditions = json["conditions"]?.elements.compactMap(ObjectCondition.init) ?? []
    id = json.text("id")
    coordinator = json.text("coordinatorMember")
    coordinatorUID = json.text("coordinatorUID")
    progress = json.text("progress")
    timeCreated = json.text("timeCreated")
    timeStarted = json.text("timeStarted")
    timeCompleted = json.text("timeCompleted")
    nodes = json["nodes"]?.elements.map(NodeStatus.init) ?? []
    run = Run(json["run"])
    history = json["history"]?.elements.map(HistoryEntry.init) ?? []
    schedule = json.text("schedule")
    lastSchedule = json.time("lastScheduleTime")
    nextSchedule = json.time("nextScheduleTime")
    lastSuccess = json.time("lastSuccessTime")
    lastFailure = json.time("lastFailureTime")
    lastTrigger = json.text("lastRunNow")
  }
}

// MARK: Writing

extension ObjectStatus {
  /// Every member that can be written, in the order in which people read them.
  private var members: [(name: String, value: JSONValue?)] {
    [
      ("observedGeneration", observedGeneration.map(JSONValue.integer)),
      ("condition", condition),
      ("conditions", conditions.isEmpty ? nil : JSONValue(list: conditions.map(\.json))),
      ("id", id.map(JSONValue.string)),
      ("coordinatorMember", coordinator.map(JSONValue.string)),
      ("coordinatorUID", coordinatorUID.map(JSONValue.string)),
      ("progress", progress.map(JSONValue.string)),
      ("timeCreated", timeCreated.map(JSONValue.string)),
      ("timeStarted", timeStarted.map(JSONValue.string)),
      ("timeCompleted", timeCompleted.map(JSONValue.string)),
      ("nodes", nodes.isEmpty ? nil : JSONValue(list: nodes.map(\.json))),
      ("run", run.map(\.json)),
      ("history", history.isEmpty ? nil : JSONValue(list: history.map(\.json))),
      ("schedule", schedule.map(JSONValue.string)),
      ("lastScheduleTime", lastSchedule.map(JSONValue.time)),
      ("nextScheduleTime", nextSchedule.map(JSONValue.time)),
      ("lastSuccessTime", lastSuccess.map(JSONValue.time)),
      ("lastFailureTime", lastFailure.map(JSONValue.time)),
      ("lastRunNow", lastTrigger.map(JSONValue.string)),
    ]
  }

  private var condition: JSONValue? {
    guard let state else { return nil }
    return JSONValue { writer in
      writer.object { condition in
        condition.member("type", state.rawValue)
        condition.member("lastTransitionTime", stateChanged.map(JSONValue.string) ?? .null)
        condition.member("failureCause", failures.isEmpty ? .null : JSONValue(list: failures.map(\.json)))
      }
    }
  }

  /// The members that differ, for a merge patch: null takes one away. What is an object names all of its own members,
  /// since such a patch leaves what it does not name.
  /// - Parameter old: what the object's status says now.
  /// - Returns: nil where nothing differs.
  func changes(from old: ObjectStatus) -> JSONValue? {
    let changed = zip(members, old.members).filter { $0.value != $1.value }.map(\.0)
    guard !changed.isEmpty else { return nil }
    return JSONValue { writer in
      writer.object { status in
        for member in changed { status.member(member.name, member.value ?? .null) }
      }
    }
  }
}

extension JSONValue {
  fileprivate init(list: [JSONValue]) {
    self.init { writer in
      writer.array { elements in
        for element in list { elements.value(element) }
      }
    }
  }
}
