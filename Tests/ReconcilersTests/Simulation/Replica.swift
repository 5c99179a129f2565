// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Icarus
import KubeModel
import Logging
import Policy
import TestSupport

@testable import Reconcilers

/// A process that leads, until it is crashed or another one leads.
///
/// `@unchecked Sendable`: all of a world is used by one thread.
final class Replica: @unchecked Sendable {
  /// A reconcile that is under way.
  struct Activity {
    var subject: Subject
    var outcome: Outcome?
    var isDirty = false
  }

  let number: Int
  /// Its process runs.
  var isAlive = true
  /// When each object is due.
  var queue: [Subject: Instant] = [:]
  var activities: [Int: Activity] = [:]
  private let world: World
  private var lastActivity = 0

  init(_ number: Int, of world: World) {
    self.number = number
    self.world = world
  }

  private(set) lazy var reconciler = OperationReconciler(
    server: ReplicaServer(world: world, replica: self),
    sidecar: SidecarClient(ReplicaTransport(world: world, replica: self)),
    gate: Gate(judge: Judge(rules: []), facts: FixedFacts(NoFacts(reason: "nobody knows"))), slots: ClusterSlots(),
    rival: RivalWatch(true, since: nil), wall: WallTime { [world] in world.wall }, stopwatch: Stopwatch(world.clock),
    notify: { _, _ in }, wake: { [unowned self] in self.add($0, at: self.world.wall) },
    logger: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() })

  func isRunning(_ subject: Subject) -> Bool { activities.values.contains { $0.subject == subject } }

  /// The earlier time wins, as in the controller's queue.
  func add(_ subject: Subject, at due: Instant) {
    queue[subject] = min(queue[subject] ?? due, due)
  }

  /// An object was read, created or changed.
  func learn(_ observed: Observed) {
    if let due = Plan.attention(observed) { add(observed.subject, at: due) }
  }

  /// Starts the reconcile of an object that is due and not being reconciled.
  func start(_ subject: Subject, on executor: StepExecutor) {
    queue[subject] = nil
    lastActivity += 1
    let id = lastActivity
    activities[id] = Activity(subject: subject)
    Task(executorPreference: executor) { [self] in
      let outcome = await reconciler.reconcile(subject)
      activities[id]?.outcome = outcome
    }
  }

  /// What reconciles that have ended ask for.
  func settle(at now: Instant) {
    for (id, activity) in activities {
      guard let outcome = activity.outcome else { continue }
      activities[id] = nil
      switch outcome {
      case .done: break
      case .again(let due): add(activity.subject, at: max(due, now))
      case .failed: add(activity.subject, at: now + .seconds(5))
      }
    }
  }
}
