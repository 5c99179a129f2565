// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Synchronization

/// Who may read which Secret, as the API server said a moment ago. Both webhooks ask about one object, and somebody who
/// applies a folder asks for each file.
final class AccessMemory: Sendable {
  /// A right that was just given counts at once where it was missing, since only what was allowed is remembered; one that
  /// was taken away counts after this time.
  static let lifetime = Duration.seconds(10)
  /// Authors times Secrets within the lifetime; more are asked each time.
  static let most = 1_000

  private let allowed = Mutex<[AccessQuestion: Duration]>([:])

  /// - Parameter now: on a clock that never jumps.
  func isAllowed(_ question: AccessQuestion, now: Duration) -> Bool {
    allowed.withLock { allowed in allowed[question].map { now - $0 < AccessMemory.lifetime } ?? false }
  }

  func remember(_ question: AccessQuestion, now: Duration) {
    allowed.withLock { allowed in
      if allowed.count >= AccessMemory.most { allowed = allowed.filter { now - $0.value < AccessMemory.lifetime } }
      guard allowed.count < AccessMemory.most else { return }
      allowed[question] = now
    }
  }
}
