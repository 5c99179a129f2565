// SPDX-License-Identifier: Apache-2.0

/// How far a rotation is that somebody asked for.
package struct RotationProgress: Sendable, Equatable, CustomStringConvertible {
  package let isDone: Bool
  package let description: String

  /// - Parameters:
  ///   - before: what replicas shared when it was asked for.
  ///   - now: what they share now.
  package init(of request: RotationRequest, from before: CertificateState, to now: CertificateState) {
    let renewed =
      switch request {
      case .leaf: now.leaf != before.leaf
      case .authority: now.authority != before.authority
      }
    let users = now.replicas.filter { $0.value.leaf == now.leaf.fingerprint }.count
    if now.request == request, !renewed, now.next == nil {
      (isDone, description) = (false, "no replica has taken it up yet")
    } else if !renewed, request == .authority {
      (isDone, description) = (false, "the new authority is made, and published before it signs")
    } else if !renewed {
      (isDone, description) = (false, "the new leaf is not made yet")
    } else if users < now.replicas.count || now.replicas.isEmpty {
      (isDone, description) = (false, "\(users) of \(now.replicas.count) replicas serve the new leaf")
    } else if request == .authority, now.previous != nil {
      (isDone, description) = (
        false, "all replicas serve the new leaf, the old authority is trusted for a while longer"
      )
    } else {
      (isDone, description) = (true, "done, \(users) of \(now.replicas.count) replicas serve the new leaf")
    }
  }
}
