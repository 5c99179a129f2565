// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Synchronization

/// The kinds whose status is not a subresource, as in CassKop's CRDs.
final class MissingStatus: Sendable {
  /// A CRD may gain the subresource while we run, and then drops the status that is written to the object itself without
  /// a word: for a minute at most. Finding out again costs three requests.
  private static let memory = Duration.seconds(60)

  private let clock: AnyClock
  private let noted = Mutex<[KubeResource: Duration]>([:])

  init(clock: AnyClock) {
    self.clock = clock
  }

  func note(_ resource: KubeResource) {
    noted.withLock { $0[resource] = clock.elapsed() }
  }

  func contains(_ resource: KubeResource) -> Bool {
    guard let since = noted.withLock({ $0[resource] }) else { return false }
    return clock.elapsed() < since + MissingStatus.memory
  }
}
