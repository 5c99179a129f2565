// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Where an operation of the whole cluster stands: its part on every node, one phase after the other.
struct Coordination: Sendable {
  /// A node as the coordinator knows it: a pod that is replaced keeps none of it.
  struct Target: Sendable {
    var node: Int
    var address: String
    var folder: SidecarLocation.Folder
  }

  struct Child: Sendable {
    enum State: Sendable, Equatable {
      /// The request waits for a sidecar that does not answer. No time-out ends that.
      case posting
      case running(Int, until: Instant)
      case done
    }

    var target: Target
    var state = State.posting
    var progress: Float = 0
  }

  let targets: [Target]
  /// Nil for a backup.
  private(set) var phase: RestorePhase?
  private var following: ArraySlice<RestorePhase>
  var children: [Child] = []
  private var unitsDone: Float = 0
  private let units: Float
  /// Runs one phase, on all nodes.
  private let isSingle: Bool
  /// A node that could not be reached is reported; of several, one.
  var hasUnreachable = false

  static func backup(_ targets: [Target]) -> Coordination {
    Coordination(targets, nil, following: [], units: targets.count + 1)
  }

  static func restore(_ targets: [Target]) -> Coordination {
    let phases = RestorePhase.sequence
    return Coordination(targets, phases[0], following: phases.dropFirst(), units: 4 * targets.count + 1)
  }

  static func single(_ phase: RestorePhase, _ targets: [Target]) -> Coordination {
    Coordination(targets, phase, following: [], units: targets.count, isSingle: true)
  }

  private init(
    _ targets: [Target], _ phase: RestorePhase?, following: ArraySlice<RestorePhase>, units: Int, isSingle: Bool = false
  ) {
    (self.targets, self.phase, self.following) = (targets, phase, following)
    (self.units, self.isSingle) = (Float(units), isSingle)
  }

  var isPhaseOver: Bool { children.allSatisfy { $0.state == .done } }
  var progress: Float { (unitsDone + children.reduce(0) { $0 + $1.progress }) / units }

  /// Tables are emptied in the whole cluster by any one node.
  var targetsOfPhase: ArraySlice<Target> { phase == .truncate && !isSingle ? targets.prefix(1) : targets[...] }

  /// All children are done.
  /// - Returns: false if that was the last phase.
  mutating func advance() -> Bool {
    unitsDone += Float(children.count)
    children = []
    hasUnreachable = false
    guard let next = following.popFirst() else { return false }
    phase = next
    return true
  }
}
