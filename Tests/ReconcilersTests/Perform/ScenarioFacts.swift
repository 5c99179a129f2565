// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import ManifestFacts
import Policy
import TestSupport

/// What the rules know: everything that the API server has.
struct ScenarioFacts: FactProvider {
  static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")

  let server: ModelAPIServer

  func facts() -> any FactSource {
    let kinds = [WatchedKind.clusters, Self.secrets, WatchedKind.backups, WatchedKind.restores]
    return ManifestWorld(kinds.flatMap(server.objects))
  }
}
