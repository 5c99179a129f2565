// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What rules need of a CassandraCluster.
package struct ClusterFact: Sendable, Equatable {
  package var datacenters: [String]
  package var sidecarEnabled: Bool

  package init(datacenters: [String], sidecarEnabled: Bool) {
    self.datacenters = datacenters
    self.sidecarEnabled = sidecarEnabled
  }

  /// CassKop's own readings: no topology means one datacenter `dc1`, and the sidecar is on unless switched off.
  package init(_ cluster: KubeObject) {
    let names = cluster.spec?["topology"]?["dc"]?.elements.compactMap { $0["name"]?.string } ?? []
    self.init(
      datacenters: names.isEmpty ? ["dc1"] : names,
      sidecarEnabled: cluster.spec?["backRestSidecar"]?["enabled"]?.bool ?? true)
  }
}
