// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What is to become of a key after its reconcile.
package enum Outcome: Sendable, Equatable {
  /// Nothing more to do until somebody says so.
  case done
  /// It goes on at this time of day; at once if that has passed.
  case again(at: Instant)
  /// It has to be tried again, later each time.
  case failed
}
