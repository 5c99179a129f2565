// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// Whether this process should be sent reviews, and if not, why. Shared by everything that has to be ready first. A review
/// that comes all the same is answered: without facts it is judged by the rules that need none.
package final class Readiness: Sendable {
  package enum Condition: String, Sendable, CaseIterable {
    case facts = "the facts are being read"
    case draining = "the server is stopping"
  }

  private let conditions: Mutex<Set<Condition>>

  /// - Parameter unmet: what has to be reported as met before the process is ready.
  package init(unmet: Set<Condition> = []) {
    conditions = Mutex(unmet)
  }

  package func met(_ condition: Condition) {
    conditions.withLock { _ = $0.remove(condition) }
  }

  package func lost(_ condition: Condition) {
    conditions.withLock { _ = $0.insert(condition) }
  }

  /// What stands in the way of `/readyz`, nil if nothing does.
  package var reason: String? {
    let unmet = conditions.withLock { $0 }
    return Condition.allCases.first(where: unmet.contains)?.rawValue
  }
}
