// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// How many reviews wait for look-ups at once. An API server that is slow must not take every place of those that answer
/// off the loops: the others would be refused, and who finds no place here is answered with what is known.
final class LookUpPlaces: Sendable {
  /// Half of what the server has (`ServerConfiguration.concurrentHandlers`).
  static let usual = 32

  private let free: Mutex<Int>

  init(_ count: Int = LookUpPlaces.usual) {
    free = Mutex(count)
  }

  /// - Returns: false when all are taken. Who gets one gives it back.
  func take() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  func giveBack() {
    free.withLock { $0 += 1 }
  }
}
