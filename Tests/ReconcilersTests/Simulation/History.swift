// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Sandbox
import TestSupport

@testable import Reconcilers

/// One random history: users, crashes and faults, then calm; and what has to be true at the end.
struct History {
  private let world: World
  private let seed: UInt64
  private let isTraced: Bool
  /// How many restores were created, each under a Secret of its own name.
  private var created = 0

  private init(seed: UInt64, isTraced: Bool) {
    self.seed = seed
    self.isTraced = isTraced
    world = World(seed: seed)
  }

  /// - Returns: what is wrong; nil if nothing is.
  static func run(seed: UInt64, tracing: Bool = false) -> String? {
    var history = History(seed: seed, isTraced: tracing)
    return history.run()
  }

  private mutating func run() -> String? {
    create()
    for _ in 0..<Int.random(in: 20...60, using: &world.random) {
      trace(step())
      if let violation = world.ledger.violations.first { return report(violation) }
    }
    trace("calm")
    calmDown()
    var steps = 0
    while !isQuiet {
      steps += 1
      if steps == 500 { restartAll() }
      if steps > 3_000 { return report("it does not come to rest: \(unfinished)") }
      trace(proceed())
      if let violation = world.ledger.violations.first { return report(violation) }
    }
    return atTheEnd().map(report)
  }

  private func trace(_ event: String) {
    if isTraced { print("\(world.time) \(event)") }
  }

  private func report(_ violation: String) -> String { "seed \(seed), at \(world.time): \(violation)" }
}

// MARK: What happens

extension History {
  private mutating func step() -> String {
    switch Int.random(in: 0..<100, using: &world.random) {
    case 0..<62: return proceed()
    case 62..<70: return disturb()
    case 70..<75:
      world.crash()
      return "crash"
    case 75..<78: return jump()
    case 78..<84: return create()
    case 84..<93: return change()
    case 93..<96: return delete()
    default:
      // Longer than a coordinator waits for a node, in one of ten.
      let isLong = world.chance(0.1)
      world.advance(by: isLong ? .seconds(606_600) : .seconds(Int.random(in: 1...1_500, using: &world.random)))
      return isLong ? "days pass" : "time passes"
    }
  }

  /// The next thing that happens without anybody's doing.
  private mutating func proceed() -> String {
    world.replica.settle(at: world.wall)
    let due = nextDue
    if world.hasParked, world.chance(0.6) || due == nil {
      world.resumeOne()
      return "a call goes on"
    }
    if let subject = due {
      world.replica.start(subject, on: world.executor)
      world.executor.drain()
      world.replica.settle(at: world.wall)
      return isTraced ? "reconcile \(subject.key.name): \(shortStatus(subject))" : "reconcile"
    }
    let wait = world.nextEvent.map { max($0 - world.time, .milliseconds(1)) } ?? .seconds(10)
    world.advance(by: min(wait, .seconds(300)))
    return "wait"
  }

  private var nextDue: Subject? {
    world.replica.queue
      .filter { $0.value <= world.wall && !world.replica.isRunning($0.key) }
      .min { $0.value != $1.value ? $0.value < $1.value : $0.key.description < $1.key.description }?.key
  }

  private func disturb() -> String {
    let pod =
      world.cassandra.withClusters { clusters, _ in clusters[0].nodes.map(\.pod) }.randomElement(using: &world.random)
      ?? ""
    let time = world.time
    switch Int.random(in: 0..<8, using: &world.random) {
    case 0:
      world.restart(pod)
      return "restart \(pod)"
    case 1:
      world.restart(pod, replacing: true)
      return "replace \(pod)"
    case 2:
      let isUp = world.chance(0.5)
      world.cassandra.withClusters { clusters, _ in _ = clusters[0].setUp(isUp, pod, now: time) }
      return "\(pod) is \(isUp ? "up" : "down")"
    case 3...5:
      let faults = SidecarFaults.each.randomElement(using: &world.random) ?? []
      world.cassandra.withClusters { clusters, _ in _ = clusters[0].setFaults(faults, pod, now: time) }
      return "\(pod) faults \(faults.rawValue)"
    default:
      world.cassandra.withClusters { clusters, _ in _ = clusters[0].setFaults([], pod, now: time) }
      return "\(pod) works"
    }
  }

  private func jump() -> String {
    let seconds = Int.random(in: -4_000...4_000, using: &world.random)
    world.skew += .seconds(seconds)
    // The controller notices that its clock was set back, and looks at everything.
    if seconds < 0 {
      for subject in world.replica.queue.keys { world.replica.queue[subject] = world.wall }
    }
    return "the clock jumps by \(seconds) s"
  }
}

// MARK: Users

extension History {
  private static let names = ["one", "two", "three"]

  @discardableResult
  private mutating func create() -> String {
    let name = Self.names.randomElement(using: &world.random) ?? "one"
    created += 1
    let isRestore = world.chance(0.25)
    let kind: SubjectKind = isRestore ? .restore : .backup
    let key = ObjectKey(namespace: World.namespace, name: name)
    guard world.server.objects(kind.resource).allSatisfy({ $0.key != key }) else { return "nothing created" }
    put(isRestore ? restore(name) : backup(name), kind)
    return "create \(kind.rawValue) \(name)"
  }

  private mutating func put(_ object: JSONValue, _ kind: SubjectKind) {
    do {
      try world.server.put(kind.resource, object)
    } catch {
      world.ledger.fail("cannot put: \(error)")
    }
    guard let key = KubeObject(object).key,
      let stored = world.server.objects(kind.resource).first(where: { $0.key == key })
    else { return }
    world.told(stored)
  }

  private mutating func backup(_ name: String) -> JSONValue {
    let schedule = ["*/10 * * * *", "@every 7m", nil, nil].randomElement(using: &world.random) ?? nil
    let queues = world.chance(0.4)
    let deadline = [60, 1_800, 5_000_000].randomElement(using: &world.random) ?? 60
    let starting = world.chance(0.3) ? 120 : nil as Int?
    return object("CassandraBackup", name) { spec in
      spec.member("cassandraCluster", "cluster")
      spec.member("storageLocation", "s3://bucket")
      spec.member("snapshotTag", "tag-\(name)")
      if let schedule { spec.member("schedule", schedule) }
      if queues { spec.member("concurrencyPolicy", "Queue") }
      if let starting { spec.member("startingDeadlineSeconds", starting) }
      spec.member("activeDeadlineSeconds", deadline)
      spec.member("historyLimit", 50)
    }
  }

  private mutating func restore(_ name: String) -> JSONValue {
    let backup = Self.names.randomElement(using: &world.random) ?? "one"
    let secret = "restore-\(created)"
    world.cassandra.withClusters { clusters, _ in
      clusters[0].storage.setSecret(secret, in: World.namespace, keys: ["awsaccesskeyid", "awssecretaccesskey"])
    }
    let deadline = world.chance(0.2) ? 60 : 5_000_000
    return object("CassandraRestore", name) { spec in
      spec.member("cassandraBackup", backup)
      spec.member("cassandraCluster", "cluster")
      spec.member("secret", secret)
      spec.member("activeDeadlineSeconds", deadline)
    }
  }

  private func object(_ kind: String, _ name: String, _ spec: (inout JSONWriter) -> Void) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", "db.orange.com/v2")
        object.member("kind", kind)
        object.name("metadata")
        object.object {
          $0.member("name", name)
          $0.member("namespace", World.namespace)
          $0.member("creationTimestamp", world.wall.description)
        }
        object.name("spec")
        object.object(spec)
      }
    }
  }

  /// An edit of the spec, a suspension, or a wish for a run.
  private mutating func change() -> String {
    guard let object = world.server.objects(SubjectKind.backup.resource).randomElement(using: &world.random),
      let spec = object.spec, let name = object.name
    else { return "nothing changed" }
    let edit = Int.random(in: 0..<3, using: &world.random)
    let isSuspended = spec["suspend"]?.bool ?? false
    let trigger = "\(Int.random(in: 0..<1_000, using: &world.random))"
    let patch = JSONValue { writer in
      writer.object { patch in
        if edit == 2 {
          patch.name("metadata")
          patch.object { metadata in
            metadata.name("annotations")
            metadata.object { $0.member("db.orange.com/run-now", trigger) }
          }
        } else {
          patch.name("spec")
          patch.object { spec in
            if edit == 0 { spec.member("suspend", !isSuspended) } else { spec.member("schedule", "*/15 * * * *") }
          }
        }
      }
    }
    // A one-shot backup that has started is not changed: the webhook sees to that.
    if edit == 1, spec["schedule"] == nil { return "nothing changed" }
    put(merged(object.json, patch), .backup)
    return "change \(name): \(["suspend \(!isSuspended)", "schedule", "run now \(trigger)"][edit])"
  }

  private func merged(_ target: JSONValue, _ patch: JSONValue) -> JSONValue {
    guard patch.kind == .object else { return patch }
    return JSONValue { writer in
      writer.object { object in
        for (name, value) in target.members where patch[name] == nil { object.member(name, value) }
        for (name, value) in patch.members { object.member(name, merged(target[name] ?? .null, value)) }
      }
    }
  }

  private mutating func delete() -> String {
    let kind: SubjectKind = world.chance(0.5) ? .backup : .restore
    guard let object = world.server.objects(kind.resource).randomElement(using: &world.random), let key = object.key
    else { return "nothing deleted" }
    do {
      try world.server.delete(kind.resource, key)
    } catch {
      world.ledger.fail("cannot delete: \(error)")
    }
    world.told(world.server.objects(kind.resource).first { $0.key == key } ?? object)
    return "delete \(kind.rawValue) \(key.name)"
  }
}

// MARK: The end

extension History {
  private mutating func calmDown() {
    world.isCalm = true
    let time = world.time
    world.cassandra.withClusters { clusters, _ in
      for pod in clusters[0].nodes.map(\.pod) {
        clusters[0].setFaults([], pod, now: time)
        clusters[0].setUp(true, pod, now: time)
      }
    }
  }

  /// Somebody looks after what does not end by itself.
  private func restartAll() {
    for pod in world.cassandra.withClusters({ clusters, _ in clusters[0].nodes.map(\.pod) }) { world.restart(pod) }
  }

  /// Read one by one, as they are asked for.
  private var objects: some Sequence<Observed> {
    let time = world.wall
    return SubjectKind.allCases.lazy.flatMap { [world] kind in
      world.server.objects(kind.resource).lazy.compactMap { object in
        object.key.map { Observed(Subject(kind: kind, key: $0), object, at: time) }
      }
    }
  }

  /// Nothing is at work, waits or is owed, but for times of a schedule to come.
  private var isQuiet: Bool {
    guard !world.hasParked, world.replica.activities.isEmpty, nextDue == nil else { return false }
    return objects.allSatisfy { Self.isAtRest($0) }
  }

  private static func isAtRest(_ observed: Observed) -> Bool {
    if observed.isSuspended, observed.status.run?.phase == .queued, observed.status.run?.trigger == nil { return true }
    // A restore whose backup does not exist waits for it.
    let ready = observed.status.condition(.ready)
    if observed.subject.kind == .restore, ready?.isTrue == false, ready?.reason == "Incomplete" { return true }
    guard observed.status.run == nil, !observed.object.isBeingDeleted,
      !observed.object.finalizers.contains("db.orange.com/cassette")
    else { return false }
    let plan = Plan(observed)
    guard case .rest = plan.step else { return false }
    return plan.status == observed.status
  }

  private var unfinished: String {
    objects.filter { !Self.isAtRest($0) }.map { shortStatus($0.subject) }.joined(separator: "; ")
  }

  private func shortStatus(_ subject: Subject) -> String {
    guard let object = world.server.objects(subject.kind.resource).first(where: { $0.key == subject.key }) else {
      return "\(subject.short) is gone"
    }
    let status = ObjectStatus(object.status)
    return
      "\(subject.short) \(status.state?.rawValue ?? "-") \(status.run.map { "\($0.phase.rawValue) \($0.attempt)" } ?? "")"
      + " \(status.id?.prefix(8) ?? "") \(status.condition(.ready)?.reason ?? "") \(status.condition(.progressing)?.reason ?? "")"
      + " \(status.state == .queued ? status.condition(.progressing)?.message ?? "" : "")"
      + " next \(status.nextSchedule?.description ?? "-")"
  }

  private func atTheEnd() -> String? {
    for observed in objects where !observed.isSuspended {
      if let state = observed.status.state, state.isActive, observed.status.condition(.ready)?.reason != "Incomplete" {
        return "\(observed.subject) is \(state.rawValue) for ever"
      }
    }
    return nil
  }
}
