// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Synchronization

/// Facts of which some are known only after a look-up, and an account of what was asked and looked up.
final class LookUpFacts: FactProvider {
  struct State {
    var questions = 0
    /// What each look-up was given to find something.
    var times: [Duration] = []
  }

  /// What a look-up finds: backups of the namespace `ns`, by name.
  let backups: [String: BackupFact]
  /// What a look-up does beside; gets the number of those before it.
  let whileLooking: @Sendable (Int) async -> Void
  let findsNothing: Bool
  let state = Mutex(State())

  init(
    _ backups: [String: BackupFact] = [:], findsNothing: Bool = false,
    whileLooking: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.backups = backups
    self.findsNothing = findsNothing
    self.whileLooking = whileLooking
  }

  var questions: Int { state.withLock { $0.questions } }
  var times: [Duration] { state.withLock { $0.times } }

  func facts() -> any FactSource { Answers(provider: self, found: false) }

  func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource {
    let before = state.withLock { state in
      state.times.append(time)
      return state.times.count - 1
    }
    await whileLooking(before)
    return Answers(provider: self, found: !findsNothing)
  }

  private struct Answers: FactSource {
    let provider: LookUpFacts
    let found: Bool

    private func asked<Value>(_ value: Value?) -> Fact<Value> {
      provider.state.withLock { $0.questions += 1 }
      return found ? value.map(Fact.known) ?? .absent : .unknown("it is not looked up yet")
    }

    var lacksAnswers: Bool { !found && provider.questions > 0 }

    func cluster(_ key: ObjectKey) -> Fact<ClusterFact> {
      asked(ClusterFact(datacenters: ["dc1"], sidecarEnabled: true))
    }

    func secret(_ key: ObjectKey) -> Fact<SecretFact> { asked(nil) }
    func backup(_ key: ObjectKey) -> Fact<BackupFact> { asked(provider.backups[key.name]) }

    func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> { asked(BackupNeighbours()) }
    func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { asked([]) }
    func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { asked(author.username == "alice") }
  }
}
