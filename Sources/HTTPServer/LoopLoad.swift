// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// How many connections a loop has, or is about to get.
final class LoopLoad: Sendable {
  private let connections = Atomic<Int>(0)

  var count: Int { connections.load(ordering: .relaxed) }

  func add() { connections.add(1, ordering: .relaxed) }

  func subtract() { connections.subtract(1, ordering: .relaxed) }
}
