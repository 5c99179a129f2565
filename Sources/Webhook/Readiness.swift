// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// Whether this process should be sent reviews, and if not, why. Shared by everything that has to be ready first. A review
/// that comes all the same is answered: without facts it is judged by the rules that need none.
package final class Readiness: Sendable {
  private struct State {
    var hasFacts = false
    var isStopping = false
  }

  private let hasFacts: @Sendable () -> Bool
  private let state = Mutex(State())

  /// - Parameter hasFacts: is asked until it has said yes once. What is lost later holds nobody up.
  package init(hasFacts: @escaping @Sendable () -> Bool = { true }) {
    self.hasFacts = hasFacts
  }

  /// The process was told to stop.
  package func stop() {
    state.withLock { $0.isStopping = true }
  }

  /// What stands in the way of `/readyz`, nil if nothing does.
  package var reason: String? {
    if state.withLock({ $0.isStopping }) { return "the server is stopping" }
    if state.withLock({ $0.hasFacts }) { return nil }
    guard hasFacts() else { return "the facts are being read" }
    state.withLock { $0.hasFacts = true }
    return nil
  }
}
