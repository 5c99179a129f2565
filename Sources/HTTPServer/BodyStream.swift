// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// A body that is made while it is sent, such as a watch. Whoever writes it waits while the peer does not read, so what
/// is held here is bounded. Written by one task, read by one loop.
package final class BodyStream: Sendable {
  package typealias Writing = @Sendable (BodyStream) async throws(CancellationError) -> Void

  private struct State {
    var waiting = ByteQueue()
    var capacity = 0
    var isFinished = false
    /// Nobody will read any more.
    var isAbandoned = false
    var writer: CheckedContinuation<Void, Never>?
    /// Tells the reader that there is something; it was told already until it has found nothing left.
    var tell: (@Sendable () -> Void)?
    var isTold = false
  }

  private let writing: Writing
  private let state = Mutex(State())

  /// - Parameter writing: writes the body and returns at its end. Its task is cancelled when the peer has gone.
  package init(_ writing: @escaping Writing) { self.writing = writing }

  /// Waits for room, then adds a piece to the body.
  package func write(_ bytes: [UInt8]) async throws(CancellationError) {
    await room()
    guard !Task.isCancelled else { throw CancellationError() }
    let isAbandoned = state.withLock { state in
      if !state.isAbandoned { state.waiting.append(bytes.span) }
      return state.isAbandoned
    }
    guard !isAbandoned else { throw CancellationError() }
    tellReader()
  }

  private func room() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          guard state.waiting.count >= state.capacity, !state.isAbandoned else { return true }
          state.writer = continuation
          return false
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      abandon()
    }
  }
}

// MARK: The server's side

extension BodyStream {
  /// Writes the body to its end.
  /// - Parameters:
  ///   - capacity: bytes that may wait before the writer does; one piece comes on top.
  ///   - tell: called when there is something to read, after there was nothing.
  func run(capacity: Int, tell: @escaping @Sendable () -> Void) async {
    state.withLock { state in
      state.capacity = capacity
      state.tell = tell
    }
    try? await writing(self)
    state.withLock { $0.isFinished = true }
  }

  /// Bytes that can be read now.
  var count: Int { state.withLock { $0.waiting.count } }

  /// The writer has returned: nothing comes in addition.
  var isFinished: Bool { state.withLock { $0.isFinished } }

  /// Appends what is there, at most `limit` bytes.
  func read(into buffer: inout [UInt8], limit: Int) {
    read { waiting in waiting.move(to: &buffer, upTo: limit) }
  }

  /// Copies what is there and has room, and says how much that is.
  func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    read { waiting in
      let count = min(room.count, waiting.count)
      waiting.storage.withUnsafeBytes {
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[waiting.start..<waiting.start + count]))
      }
      waiting.removeFirst(count)
      return count
    }
  }

  private func read<Result>(_ body: (inout ByteQueue) -> Result) -> Result {
    let (result, writer) = state.withLock { state in
      let result = body(&state.waiting)
      state.isTold = !state.waiting.isEmpty
      return (result, state.waiting.count < state.capacity ? state.writer.take() : nil)
    }
    writer?.resume()
    return result
  }

  /// Nobody will read any more.
  func abandon() {
    let writer = state.withLock { state in
      state.isAbandoned = true
      state.waiting.removeAll()
      return state.writer.take()
    }
    writer?.resume()
  }

  private func tellReader() {
    let tell = state.withLock { state in
      defer { state.isTold = true }
      return state.isTold ? nil : state.tell
    }
    tell?()
  }
}

extension BodyStream: Equatable {
  package static func == (left: BodyStream, right: BodyStream) -> Bool { left === right }
}
