// SPDX-License-Identifier: Apache-2.0
package import ControllerRuntime
package import Icarus

/// How it goes with the reconciler, for metrics.
package struct ReconcilerReport: Sendable {
  package var leader: LeaderReport
  /// Nil while another replica leads.
  package var controller: ControllerReport?
  /// Since the process began.
  package var sidecarCalls: [SidecarCall: Int]
}
