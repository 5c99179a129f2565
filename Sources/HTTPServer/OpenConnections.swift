// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// The connections of all loops, counted, and a listener that may wait for one to close.
final class OpenConnections: Sendable {
  private let open = Atomic<Int>(0)
  private let somebodyWaits = Atomic<Bool>(false)
  private let waiter = Mutex<(@Sendable () -> Void)?>(nil)

  var count: Int { open.load(ordering: .sequentiallyConsistent) }

  func joined() { open.add(1, ordering: .sequentiallyConsistent) }

  func left() {
    open.subtract(1, ordering: .sequentiallyConsistent)
    guard somebodyWaits.load(ordering: .sequentiallyConsistent) else { return }
    takeWaiter()?()
  }

  /// Calls `body` once, on any thread, after the next connection has left. One that left just before this call may go
  /// unnoticed, so the caller looks at `count` again afterwards.
  func whenOneLeaves(_ body: @escaping @Sendable () -> Void) {
    waiter.withLock { $0 = body }
    somebodyWaits.store(true, ordering: .sequentiallyConsistent)
  }

  private func takeWaiter() -> (@Sendable () -> Void)? {
    somebodyWaits.store(false, ordering: .sequentiallyConsistent)
    return waiter.withLock { $0.take() }
  }
}
