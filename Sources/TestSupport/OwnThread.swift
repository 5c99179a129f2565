// SPDX-License-Identifier: Apache-2.0
private import Dispatch

/// A thread for work that fills a core for long. On the threads that all tasks share, one for each core, other tests would
/// not have a turn meanwhile.
package struct OwnThread: Sendable {
  private let queue: DispatchQueue

  package init(_ name: String) { queue = DispatchQueue(label: name) }

  /// Does one piece of work after the other.
  package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }
}
