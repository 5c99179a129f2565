// SPDX-License-Identifier: Apache-2.0

/// Brings the world closer to what an object wants. It is given a key and no event: it looks at everything anew.
package protocol Reconciler<Key>: Sendable {
  associatedtype Key: Hashable & Sendable

  /// Is never run twice at once for a key. It is not cancelled, so each of its requests needs a deadline.
  func reconcile(_ key: Key) async -> Outcome
}
