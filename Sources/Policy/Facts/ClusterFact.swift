// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// What rules need of a CassandraCluster.
package struct ClusterFact: Sendable, Equatable {
  package var datacenters: [String]
  package var sidecarEnabled: Bool
  /// Nil where the tag of its image tells none, such as `latest`.
  package var sidecarVersion: SidecarVersion?

  package init(datacenters: [String], sidecarEnabled: Bool, sidecarVersion: SidecarVersion? = .usual) {
    self.datacenters = datacenters
    self.sidecarEnabled = sidecarEnabled
    self.sidecarVersion = sidecarVersion
  }

  /// CassKop's own readings: no topology means one datacenter `dc1`, the sidecar is on unless switched off, and without
  /// an image it is the usual one.
  package init(_ cluster: KubeObject) {
    let names = cluster.spec?["topology"]?["dc"]?.elements.compactMap { $0["name"]?.string } ?? []
    let sidecar = cluster.spec?["backRestSidecar"]
    let image = sidecar?["image"]?.string ?? ""
    self.init(
      datacenters: names.isEmpty ? ["dc1"] : names,
      sidecarEnabled: sidecar?["enabled"]?.bool ?? true,
      sidecarVersion: image.isEmpty ? .usual : SidecarVersion(imageReference: image))
  }
}
