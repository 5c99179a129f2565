// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// What look-ups have found for one review.
struct LookUpAnswers: Sendable {
  var clusters: [ObjectKey: Fact<ClusterFact>] = [:]
  var backups: [ObjectKey: Fact<BackupFact>] = [:]
  var secrets: [ObjectKey: Fact<SecretFact>] = [:]
  var accesses: [AccessQuestion: Fact<Bool>] = [:]

  /// A question that had no answer in time has this one.
  mutating func setUnknown(_ lookUp: LookUp, _ reason: String) {
    switch lookUp {
    case .cluster(let key): clusters[key] = .unknown(reason)
    case .backup(let key): backups[key] = .unknown(reason)
    case .secret(let key): secrets[key] = .unknown(reason)
    case .access(let question): accesses[question] = .unknown(reason)
    }
  }

  mutating func add(_ other: LookUpAnswers) {
    clusters.merge(other.clusters) { $1 }
    backups.merge(other.backups) { $1 }
    secrets.merge(other.secrets) { $1 }
    accesses.merge(other.accesses) { $1 }
  }
}
