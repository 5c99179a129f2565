// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeClient
import KubeModel
import Logging
import Policy

/// A live cluster, read once.
struct LintCluster {
  /// For the lists; of thousands of objects they take seconds.
  private static let patience = Duration.seconds(60)

  /// What objects without a namespace belong to, as for kubectl.
  let namespace: String
  let facts: any FactProvider

  /// Lists what rules compare with, in the namespaces of the documents.
  init(_ selection: ClusterSelection, for documents: [KubeObject]) async throws {
    let connection = try selection.connection()
    namespace = connection.namespace
    let subjects = documents.filter { SubjectKind($0) != nil }
    let watch = ClusterWatch(
      Set(subjects.map { $0.namespace ?? connection.namespace }).sorted(),
      of: try ClusterSelection.client(connection), logger: Logger(label: "lint") { _ in SwiftLogNoOpLogHandler() })
    facts = watch
    guard !subjects.isEmpty else { return }
    if let failure = await watch.list(within: LintCluster.patience) {
      throw ConfigurationError("the cluster cannot be read: \(failure)")
    }
  }
}
