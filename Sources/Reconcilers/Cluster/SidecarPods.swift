// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Finds the pods of a cluster. They are asked for when they are needed: a run needs them a few times, and to watch all
/// pods of a Kubernetes cluster would cost more memory than everything else here.
struct SidecarPods: Sendable {
  static let resource = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")

  static let datacenterLabel = "cassandraclusters.db.orange.com.dc"

  /// More pages than any cluster has: Cassandra's largest have a thousand nodes.
  private static let mostPages = 20

  let server: any ObjectReading

  /// The pods with CassKop's labels of a cluster, by name. Other labels of the cluster do not matter: pods that are older
  /// than those lack them.
  /// - Parameter datacenter: nil for all.
  func pods(of cluster: ObjectKey, datacenter: String?) async throws(KubeError) -> [SidecarPod] {
    var selector = "app=cassandracluster,cassandracluster=\(cluster.name)"
    if let datacenter { selector += ",\(SidecarPods.datacenterLabel)=\(datacenter)" }
    var pods: [SidecarPod] = []
    var continuation: String?
    for _ in 0..<SidecarPods.mostPages {
      let page = try await server.list(
        SidecarPods.resource, in: cluster.namespace,
        ListPage(limit: 250, continuation: continuation, labelSelector: selector))
      pods += page.objects.compactMap(SidecarPod.init)
      continuation = page.continuation
      if continuation == nil { break }
    }
    return pods.sorted { $0.name < $1.name }
  }

  /// - Returns: nil where there is no such pod.
  func pod(_ name: String, in namespace: String) async throws(KubeError) -> SidecarPod? {
    do throws(KubeError) {
      return SidecarPod(try await server.get(SidecarPods.resource, ObjectKey(namespace: namespace, name: name)))
    } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }
}
