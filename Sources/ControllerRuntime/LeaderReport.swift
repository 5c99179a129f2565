// SPDX-License-Identifier: Apache-2.0

/// How it goes with a leader election, for metrics and logs.
package struct LeaderReport: Sendable, Equatable {
  package var isLeading = false
  /// Who holds the lease as far as we know; empty if nobody does, or nobody is known yet.
  package var holder = ""
  /// How often we have come to lead.
  package var terms = 0
  /// Attempts to take or to renew the lease that failed, other than because somebody else holds it.
  package var errors = 0
}
