// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

@testable import Reconcilers

/// One object as time passes. What is planned is written, as the API server would; sidecars are taken for granted.
struct Course {
  let kind: SubjectKind
  private(set) var object: KubeObject
  var now: Instant

  /// A backup of the cluster `demo` that is as old as the test.
  static func backup(_ spec: String = "{}", status: String = "{}", at now: Instant = noon) -> Course {
    Course(.backup, #"{"cassandraCluster":"demo","storageLocation":"s3://acme"}"#, spec, status, at: now)
  }

  /// A restore of the backup `nightly`, likewise.
  static func restore(_ spec: String = "{}", status: String = "{}", at now: Instant = noon) -> Course {
    Course(.restore, #"{"cassandraBackup":"nightly","cassandraCluster":"demo"}"#, spec, status, at: now)
  }

  static func scheduled(_ schedule: String = "0 0 * * *", _ spec: String = "{}", at now: Instant = noon) -> Course {
    var course = backup(spec, at: now)
    course.patch(#"{"spec":{"schedule":"\#(schedule)"}}"#)
    return course
  }

  private init(_ kind: SubjectKind, _ usual: String, _ spec: String, _ status: String, at now: Instant) {
    self.kind = kind
    self.now = now
    let text = """
      {"metadata":{"namespace":"shop","name":"nightly","generation":1,"creationTimestamp":"\(now)"},
       "spec":\(usual),"status":\(status)}
      """
    object = KubeObject(json(text).merged(with: JSONValue { $0.object { $0.member("spec", json(spec)) } }))
  }

  var observed: Observed {
    Observed(Subject(kind: kind, key: ObjectKey(namespace: "shop", name: "nightly")), object, at: now)
  }
  var plan: Plan { Plan(observed) }
  var status: ObjectStatus { ObjectStatus(object.status) }

  /// Somebody changes the object.
  mutating func patch(_ text: String) { object = KubeObject(object.json.merged(with: json(text))) }

  mutating func write(_ status: ObjectStatus) {
    guard let changes = status.changes(from: self.status) else { return }
    object = KubeObject(object.json.merged(with: JSONValue { $0.object { $0.member("status", changes) } }))
  }

  mutating func pass(_ duration: Duration) { now = now + duration }

  /// The plan of that time, whose status is written.
  @discardableResult
  mutating func turn(at text: String? = nil) -> Plan {
    if let text { now = time(text) }
    let plan = plan
    write(plan.status)
    return plan
  }

  /// A sidecar accepts the run that is queued.
  mutating func accept() {
    var status = status
    status.intend(Coordinator(pod: "demo-0", uid: "u0", restarts: 0), .backup(), as: .pending, at: now)
    status.accept(Operations.running(), at: now)
    write(status)
  }

  /// The run that is at work ends.
  mutating func end(_ end: RunEnd = .completed("done"), after duration: Duration = .seconds(60)) {
    pass(duration)
    var status = status
    status.end(
      end, end.state == .completed ? Operations.completed() : nil, historyLimit: observed.historyLimit, at: now)
    write(status)
  }

  /// A run starts now, and ends well a minute later.
  mutating func succeed() {
    accept()
    end()
  }
}
