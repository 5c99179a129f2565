// SPDX-License-Identifier: Apache-2.0
import Backups
import ClusterFacts
import KubeModel
import Policy

extension OperationReconciler {
  /// What is to be asked.
  /// - Parameters:
  ///   - object: with its defaults.
  ///   - tag: of a run that was decided on before.
  /// - Returns: nil where the spec lacks what is needed, or a restore's backup is gone.
  func target(_ turn: Turn, _ object: KubeObject, tag: TagChoice = .lastSuccess) async throws(KubeError) -> Target? {
    let key = turn.subject.key
    switch turn.observed.spec {
    case .backup:
      return Target(backup: object, key, tag: tag)
    case .restore(let spec):
      guard let name = spec.cassandraBackup.value else { return nil }
      do throws(KubeError) {
        let backup = try await server.get(WatchedKind.backups, key.neighbour(name))
        return Target(restore: object, key, of: backup, tag: tag)
      } catch {
        guard error.isNotFound else { throw error }
        return nil
      }
    }
  }
}
