// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Icarus
import KubeModel
import Logging
import Policy
import TestSupport

@testable import Reconcilers

/// A process that leads, from its beginning to its end: a reconciler, and what is due when.
///
/// `@unchecked Sendable`: all of a scenario is used by one thread.
final class ScenarioProcess: @unchecked Sendable {
  private unowned let scenario: Scenario
  var isAlive = true
  private var queue: [Subject: Instant] = [:]
  /// The reconciles under way, with the outcome of those that have ended.
  private var running: [Subject: Outcome?] = [:]

  init(in scenario: Scenario) { self.scenario = scenario }

  private(set) lazy var reconciler = OperationReconciler(
    server: ScenarioServer(scenario: scenario, process: self),
    sidecar: SidecarClient(ScenarioTransport(scenario: scenario, process: self)),
    gate: Gate(judge: Judge(), facts: ScenarioFacts(server: scenario.model)), slots: ClusterSlots(),
    rival: RivalWatch(true, since: nil), wall: WallTime { [unowned scenario] in scenario.now },
    stopwatch: Stopwatch(scenario.clock),
    notify: { [unowned scenario] notice, observed in scenario.noted(notice, observed.subject) },
    wake: { [unowned self] in add($0, at: scenario.now) },
    logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })

  /// Of those that are not being reconciled.
  var nextDue: Instant? { queue.filter { running[$0.key] == nil }.values.min() }

  /// As at the beginning of a term.
  func readEverything() {
    for kind in SubjectKind.allCases {
      for object in scenario.model.objects(kind.resource) {
        guard let key = object.key else { continue }
        reconciler.slots.occupy(Observed(Subject(kind: kind, key: key), object, at: scenario.now))
        learn(kind, object)
      }
    }
  }

  /// An object was read, created or changed.
  func learn(_ kind: SubjectKind, _ object: KubeObject) {
    guard let key = object.key else { return }
    let observed = Observed(Subject(kind: kind, key: key), object, at: scenario.now)
    if let due = Plan.attention(observed) { add(observed.subject, at: due) }
  }

  private func add(_ subject: Subject, at due: Instant) {
    queue[subject] = min(queue[subject] ?? due, due)
  }

  /// Begins the reconcile that has been due for longest.
  /// - Returns: false if none is due.
  func startNext(on executor: StepExecutor) -> Bool {
    let due = queue.filter { $0.value <= scenario.now && running[$0.key] == nil }
    let next = due.min { ($0.value, $0.key.description) < ($1.value, $1.key.description) }
    guard let subject = next?.key else { return false }
    queue[subject] = nil
    running[subject] = .some(nil)
    Task(executorPreference: executor) { [self] in
      let outcome = await reconciler.reconcile(subject)
      running[subject] = outcome
    }
    return true
  }

  /// What the reconciles that have ended ask for.
  func settle() {
    for (subject, outcome) in running {
      guard let outcome else { continue }
      running[subject] = nil
      switch outcome {
      case .done: break
      case .again(let due): add(subject, at: due)
      case .failed: add(subject, at: scenario.now + .seconds(5))
      }
    }
  }
}
