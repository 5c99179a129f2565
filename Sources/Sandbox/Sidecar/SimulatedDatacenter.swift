// SPDX-License-Identifier: Apache-2.0

/// A data centre of a cluster that is to be simulated.
package struct SimulatedDatacenter: Sendable {
  package var name: String
  /// Racks by name, with how many nodes each has.
  package var racks: [(name: String, nodes: Int)]

  package init(_ name: String, racks: [(name: String, nodes: Int)]) {
    self.name = name
    self.racks = racks
  }

  /// One rack.
  package init(_ name: String, nodes: Int) {
    self.init(name, racks: [("rack1", nodes)])
  }
}
