// SPDX-License-Identifier: Apache-2.0

/// Why it is not known how to reach a cluster, or how to prove who we are.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// With the place: `/home/ann/.kube/config:12:7: clusters[0].cluster.server: …`.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
