// SPDX-License-Identifier: Apache-2.0
package import ControllerRuntime

/// How it goes with the reconciler, for metrics.
package struct ReconcilerReport: Sendable {
  package var leader: LeaderReport
  /// Nil while another replica leads.
  package var controller: ControllerReport?
}
