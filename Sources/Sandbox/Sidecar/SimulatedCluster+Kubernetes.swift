// SPDX-License-Identifier: Apache-2.0
package import KubeModel

// The objects that Kubernetes has of the cluster.
extension SimulatedCluster {
  /// The pods, as far as somebody needs who looks for sidecars; in another namespace there are none.
  package func pods(namespace: String) -> [JSONValue] {
    namespace == self.namespace ? nodes.filter(\.isMember).map(pod) : []
  }

  /// Nil if there is no such pod.
  func pod(_ name: String) -> JSONValue? { self[name].map(pod) }

  private func pod(_ node: SimulatedNode) -> JSONValue {
    JSONValue { writer in
      writer.object { pod in
        pod.member("apiVersion", "v1")
        pod.member("kind", "Pod")
        pod.name("metadata")
        pod.object { writeMetadata(of: node, &$0) }
        pod.name("spec")
        pod.object { writeSpec(of: node, &$0) }
        pod.name("status")
        pod.object { writeStatus(of: node, &$0) }
      }
    }
  }

  private func writeMetadata(of node: SimulatedNode, _ metadata: inout JSONWriter) {
    metadata.member("name", node.pod)
    metadata.member("namespace", namespace)
    metadata.member("uid", node.podUID)
    metadata.member("creationTimestamp", node.podCreated.wholeSeconds.description)
    // What it has from the start stays until somebody takes it away.
    if !node.faults.isEmpty {
      metadata.name("annotations")
      metadata.object { $0.member(PodOrders.fault, node.faults.text) }
    }
    metadata.name("labels")
    metadata.object { labels in
      labels.member("app", "cassandracluster")
      labels.member("cassandracluster", name)
      labels.member("cassandraclusters.db.orange.com.dc", node.datacenter)
      labels.member("cassandraclusters.db.orange.com.rack", node.rack)
      labels.member("dc-rack", "\(node.datacenter)-\(node.rack)")
    }
  }

  private func writeSpec(of node: SimulatedNode, _ spec: inout JSONWriter) {
    spec.member("hostname", node.pod)
    spec.member("subdomain", name)
    // Nobody has to find a node for it, and nobody on that node has to end it before it can go.
    spec.member("nodeName", "simulated")
    spec.member("terminationGracePeriodSeconds", 0)
    spec.name("containers")
    spec.array { containers in
      containers.object { container in
        container.member("name", "cassandra")
        container.member("image", Self.cassandraImage)
      }
      containers.object { container in
        container.member("name", Self.sidecarContainer)
        container.member("image", sidecarImage)
        container.name("ports")
        container.array { ports in
          ports.object { port in
            port.member("name", "http")
            port.member("containerPort", 4567)
          }
        }
      }
    }
  }

  private func writeStatus(of node: SimulatedNode, _ status: inout JSONWriter) {
    status.member("phase", "Running")
    status.member("podIP", node.address)
    status.name("podIPs")
    status.array { addresses in addresses.object { $0.member("ip", node.address) } }
    status.member("startTime", node.podCreated.wholeSeconds.description)
    status.name("conditions")
    status.array { conditions in
      conditions.object { condition in
        condition.member("type", "Ready")
        condition.member("status", node.isReady ? "True" : "False")
      }
    }
    status.name("containerStatuses")
    status.array { statuses in
      Self.write(
        "cassandra", Self.cassandraImage, id: node.podUID, restarts: 0, since: node.podCreated, isReady: node.isUp,
        &statuses)
      Self.write(
        Self.sidecarContainer, sidecarImage, id: node.containerID, restarts: node.restartCount,
        since: node.containerStarted, isReady: node.isReady, &statuses)
    }
  }

  static let sidecarContainer = "backrest-sidecar"
  private static let cassandraImage = "cassandra:3.11.10"
  private var sidecarImage: String { "ghcr.io/cscetbon/instaclustr-icarus:\(version.rawValue)" }

  private static func write(
    _ name: String, _ image: String, id: String, restarts: Int, since: Instant, isReady: Bool,
    _ statuses: inout JSONWriter
  ) {
    statuses.object { status in
      status.member("name", name)
      status.member("image", image)
      status.member("imageID", image)
      status.member("containerID", "containerd://\(id)")
      status.member("ready", isReady)
      status.member("restartCount", restarts)
      status.name("state")
      status.object { state in
        state.name("running")
        state.object { $0.member("startedAt", since.wholeSeconds.description) }
      }
    }
  }

  /// The CassandraCluster.
  package var object: JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", "db.orange.com/v2")
        object.member("kind", "CassandraCluster")
        object.name("metadata")
        object.object { metadata in
          metadata.member("name", name)
          metadata.member("namespace", namespace)
          metadata.member("uid", uid)
          metadata.member("creationTimestamp", created.wholeSeconds.description)
        }
        object.name("spec")
        object.object { spec in
          spec.name("topology")
          spec.object { topology in
            topology.name("dc")
            topology.array { datacenters in
              for datacenter in datacenterNames { write(datacenter, &datacenters) }
            }
          }
        }
      }
    }
  }

  /// In the order of the nodes.
  private var datacenterNames: [String] {
    nodes.filter(\.isMember).reduce(into: []) { names, node in
      if !names.contains(node.datacenter) { names.append(node.datacenter) }
    }
  }

  private func write(_ datacenter: String, _ datacenters: inout JSONWriter) {
    let racks = nodes.filter { $0.isMember && $0.datacenter == datacenter }.reduce(into: [String]()) { names, node in
      if !names.contains(node.rack) { names.append(node.rack) }
    }
    datacenters.object { object in
      object.member("name", datacenter)
      object.name("rack")
      object.array { list in
        for rack in racks { list.object { $0.member("name", rack) } }
      }
    }
  }
}

extension Instant {
  /// As Kubernetes writes times.
  fileprivate var wholeSeconds: Instant { Instant(seconds: seconds) }
}
