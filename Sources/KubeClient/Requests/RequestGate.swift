// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Synchronization

/// Keeps all requests of a client below its rate.
final class RequestGate: Sendable {
  private let clock: AnyClock
  private let rate: Mutex<RequestRate>

  init(_ rate: RequestRate, clock: AnyClock) {
    self.clock = clock
    self.rate = Mutex(rate)
  }

  /// Returns when it is this request's turn.
  func pass(_ request: KubeRequest, within patience: Duration) async throws(KubeError) {
    let now = clock.elapsed()
    guard let wait = rate.withLock({ $0.take(now: now, patience: patience) }) else {
      throw request.failed(.unreachable("too many requests of our own are waiting to be sent"))
    }
    guard wait > .zero else { return }
    do { try await clock.sleep(wait) } catch { throw request.failed(.cancelled) }
  }
}
