// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import TestSupport

@testable import Reconcilers

/// Statuses at random: such as can be written, and such as nobody should have written.
struct RandomStatuses {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0..<values.count)] }

  mutating func maybe<Value>(_ make: (inout RandomStatuses) -> Value) -> Value? {
    number(0..<2) == 0 ? nil : make(&self)
  }

  private mutating func list<Value>(_ make: (inout RandomStatuses) -> Value) -> [Value] {
    (0..<number(0..<4)).map { _ in make(&self) }
  }

  // MARK: As they are written

  private mutating func word() -> String { pick(["a", "demo-0", "42%", "\"quoted\"\n", "ключ", "x y"]) }

  private mutating func time() -> Instant {
    Instant(seconds: Int64(number(-62_000_000_000..<253_000_000_000)), nanoseconds: Int32(number(0..<1_000_000_000)))
  }

  mutating func status() -> ObjectStatus {
    var status = ObjectStatus()
    status.observedGeneration = maybe { Int64($0.number(0..<100)) }
    if number(0..<4) > 0 {
      status.state = pick(OperationState.allCases)
      status.stateChanged = maybe { $0.word() }
      status.failures = list { ObjectStatus.Failure(source: $0.word(), message: $0.word()) }
    }
    status.conditions = list { random in
      ObjectCondition(
        kind: random.pick(ObjectCondition.Kind.allCases), isTrue: random.number(0..<2) == 0, reason: random.word(),
        message: random.word(), observedGeneration: random.maybe { Int64($0.number(0..<9)) }, changed: random.time())
    }
    (status.id, status.coordinator, status.coordinatorUID) = (
      maybe { $0.word() }, maybe { $0.word() }, maybe { $0.word() }
    )
    (status.progress, status.timeCreated) = (maybe { $0.word() }, maybe { $0.word() })
    (status.timeStarted, status.timeCompleted) = (maybe { $0.word() }, maybe { $0.word() })
    status.nodes = list { random in
      NodeStatus(
        pod: random.word(), state: random.maybe { $0.word() }, progress: random.maybe { $0.word() },
        message: random.maybe { $0.word() })
    }
    status.run = maybe { $0.run() }
    status.history = list { random in
      HistoryEntry(
        slot: random.maybe { $0.time() }, id: random.maybe { $0.word() }, tag: random.maybe { $0.word() },
        state: random.pick(["COMPLETED", "FAILED", "SKIPPED"]), started: random.maybe { $0.time() },
        completed: random.maybe { $0.time() }, reason: random.word(), message: random.maybe { $0.word() })
    }
    (status.schedule, status.lastTrigger) = (maybe { $0.word() }, maybe { $0.word() })
    (status.lastSchedule, status.nextSchedule) = (maybe { $0.time() }, maybe { $0.time() })
    (status.lastSuccess, status.lastFailure) = (maybe { $0.time() }, maybe { $0.time() })
    return status
  }

  private mutating func run() -> Run {
    Run(
      slot: maybe { $0.time() }, trigger: maybe { $0.word() }, attempt: number(1..<5),
      phase: pick([.queued, .starting, .running, .stopping]), snapshotTag: pick(["", "nightly"]),
      cluster: maybe { $0.word() }, datacenter: maybe { $0.word() }, queued: time(), notBefore: maybe { $0.time() },
      started: maybe { $0.time() }, intent: maybe { $0.time() }, sidecarRestarts: maybe { Int64($0.number(0..<9)) })
  }

  // MARK: As nobody should have written them

  private static let members = [
    "observedGeneration", "condition", "conditions", "id", "coordinatorMember", "coordinatorUID", "progress",
    "timeCreated", "timeStarted", "timeCompleted", "nodes", "run", "history", "schedule", "lastScheduleTime",
    "nextScheduleTime", "lastSuccessTime", "lastFailureTime", "lastRunNow", "unknown",
  ]

  private mutating func junk() -> String {
    pick([
      "null", "true", "-1", "0", "9223372036854775807", "-9223372036854775808", "1e400", "1.5", #""""#, #""junk""#,
      #""\u0000\u202e""#, "[]", "{}", "[[[{}]]]", #"{"a":{"b":[null]}}"#, #"[null,7,"x",{}]"#,
    ])
  }

  private mutating func hostileTime() -> String {
    pick([
      #""0000-01-01T00:00:00Z""#, #""9999-12-31T23:59:59.999999999Z""#, #""2026-11-22T12:00:00Z""#,
      #""2026-11-22T11:59:59.5Z""#, #""2026-11-22T12:00:01Z""#, #""2026-10-25T01:30:00Z""#,
      #""1900-02-28T23:59:59-12:00""#, #""2026-11-23T00:00:00Z""#, junk(),
    ])
  }

  private mutating func hostileState() -> String {
    pick(OperationState.allCases.map { "\"\($0.rawValue)\"" } + [#""CANCELED""#, #""""#, junk()])
  }

  private mutating func object(_ members: [(String, String)]) -> String {
    "{" + members.filter { _ in number(0..<4) > 0 }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private mutating func hostileRun() -> String {
    object([
      ("phase", pick([#""Queued""#, #""Starting""#, #""Running""#, #""Stopping""#, junk()])),
      ("attempt", junk()), ("snapshotTag", junk()), ("cluster", junk()), ("slot", hostileTime()), ("trigger", junk()),
      ("queuedTime", hostileTime()), ("notBefore", hostileTime()), ("startTime", hostileTime()),
      ("intentTime", hostileTime()), ("sidecarRestarts", junk()),
    ])
  }

  private mutating func hostileCondition() -> String {
    object([
      ("type", pick([#""Ready""#, #""Progressing""#, #""Overdue""#, junk()])),
      ("status", pick([#""True""#, #""False""#, junk()])), ("reason", junk()), ("message", junk()),
      ("lastTransitionTime", hostileTime()),
    ])
  }

  private mutating func hostileEntry() -> String {
    object([("state", hostileState()), ("slot", hostileTime()), ("completed", hostileTime()), ("tag", junk())])
  }

  /// A text of JSON.
  mutating func hostile() -> String {
    if number(0..<20) == 0 { return junk() }
    let usual = [
      ("condition", object([("type", hostileState()), ("lastTransitionTime", junk()), ("failureCause", junk())])),
      ("conditions", "[\(hostileCondition()),\(hostileCondition()),\(junk())]"),
      ("id", pick([#""abc""#, junk()])), ("coordinatorMember", pick([#""demo-0""#, junk()])),
      ("timeStarted", hostileTime()), ("run", pick([hostileRun(), "null"])),
      ("history", "[\(hostileEntry()),\(hostileEntry()),\(junk())]"),
      ("schedule", pick([#""* * * * *""#, #""0 0 * * *""#, #""@every 1s""#, junk()])),
      ("lastScheduleTime", hostileTime()), ("nextScheduleTime", hostileTime()), ("lastSuccessTime", hostileTime()),
      ("lastFailureTime", hostileTime()), ("lastRunNow", pick([#""1""#, junk()])),
    ]
    let (name, value) = (pick(RandomStatuses.members), junk())
    return object(usual.filter { $0.0 != name } + [(name, value)])
  }
}
