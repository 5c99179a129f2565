// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox

extension SidecarWorld {
  /// As Kubernetes lists them.
  /// - Parameter selector: `a=b,c=d`.
  func pods(in namespace: String, _ selector: String = "") -> [KubeObject] {
    let labels = selector.split(separator: ",").map { $0.split(separator: "=").map(String.init) }
    let pods = withClusters { clusters, _ in clusters.flatMap { $0.pods(namespace: namespace) } }
    return pods.map(KubeObject.init).filter { pod in labels.allSatisfy { pod.label($0[0]) == $0[1] } }
  }

  func pod(_ key: ObjectKey) throws(KubeError) -> KubeObject {
    for pod in pods(in: key.namespace) where pod.name == key.name { return pod }
    let status = Status(.notFound, message: "pods \"\(key.name)\" not found")
    throw KubeError(verb: "get", path: "\(key)", cause: .refused(status, retryAfter: nil))
  }
}
