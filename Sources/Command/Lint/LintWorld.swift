// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// A cluster as the surroundings of the documents that are linted.
struct LintWorld: FactProvider {
  let documents: any FactSource
  let cluster: any FactProvider

  func facts() -> any FactSource { LayeredFacts(documents: documents, cluster: cluster.facts()) }

  func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource {
    guard let facts = facts as? LayeredFacts else { return facts }
    return LayeredFacts(documents: documents, cluster: await cluster.completed(facts.cluster, within: time))
  }
}
