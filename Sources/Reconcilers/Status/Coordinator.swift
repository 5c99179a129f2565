// SPDX-License-Identifier: Apache-2.0

/// The pod whose sidecar is asked, told from a later pod of the same name.
struct Coordinator: Sendable, Equatable {
  var pod: String
  var uid: String
  /// Of the sidecar's container.
  var restarts: Int64
}
