// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel

/// A pod of a Cassandra cluster, as far as its sidecar is concerned.
struct SidecarPod: Sendable, Equatable {
  /// CassKop's name of the container.
  static let container = "backrest-sidecar"

  var name: String
  var uid: String
  /// By CassKop's label.
  var datacenter: String?
  /// Nil until it has one.
  var address: String?
  /// Ready, and not about to go.
  var isReady: Bool
  /// Of the sidecar's container.
  var restarts: Int64
  /// Nil where the image's tag says none.
  var version: SidecarVersion?

  var endpoint: SidecarEndpoint? { address.map { SidecarEndpoint(address: $0) } }

  func isCoordinator(_ status: ObjectStatus) -> Bool {
    name == status.coordinator && (status.coordinatorUID.map { $0 == uid } ?? true)
  }
}

extension SidecarPod {
  /// - Returns: nil for an object without name or UID.
  init?(_ pod: KubeObject) {
    guard let name = pod.name, let uid = pod.uid else { return nil }
    let status = pod.status
    let isReady = status?["conditions"]?.elements.contains {
      $0["type"]?.string == "Ready" && $0["status"]?.string == "True"
    }
    let container = status?["containerStatuses"]?.elements.first { $0["name"]?.string == SidecarPod.container }
    let image = pod.spec?["containers"]?.elements.first { $0["name"]?.string == SidecarPod.container }?["image"]?.string
    self.init(
      name: name, uid: uid, datacenter: pod.label(SidecarPods.datacenterLabel), address: status?.text("podIP"),
      isReady: (isReady ?? false) && !pod.isBeingDeleted,
      restarts: container?["restartCount"]?.integer ?? 0, version: image.flatMap(SidecarVersion.init(imageReference:)))
  }
}
