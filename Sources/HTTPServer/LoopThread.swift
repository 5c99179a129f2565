// SPDX-License-Identifier: Apache-2.0
private import Glibc
internal import Posix

/// The thread of one loop: what was sent to the loop, then a turn of epoll, until the loop stops.
final class LoopThread {
  private let loop: Loop
  private var batch: [LoopExecutor.Work] = []

  private init(_ loop: Loop) { self.loop = loop }

  static func start(_ loop: Loop) throws(SystemError) {
    // The thread takes over this reference.
    let argument = Unmanaged.passRetained(LoopThread(loop)).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { LoopThread.run($0) }, argument)
    guard code == 0 else {
      Unmanaged<LoopThread>.fromOpaque(argument).release()
      throw SystemError(call: "pthread_create", code: code)
    }
    pthread_detach(thread)
  }

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<LoopThread>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }

  private func run() {
    loop.executor.claimCurrentThread()
    while performWork() { loop.assumeIsolated { $0.turn() } }
    loop.executor.close()
    // What came between the last look and the closing.
    _ = performWork()
    loop.executor.outlastEnqueuing()
  }

  /// - Returns: false once the loop has stopped.
  private func performWork() -> Bool {
    while loop.executor.take(into: &batch) {
      for work in batch {
        switch work {
        case .job(let job): job.runSynchronously(on: loop.executor.asUnownedSerialExecutor())
        case .operation(let operation): loop.assumeIsolated(operation)
        }
      }
      batch.removeAll(keepingCapacity: true)
    }
    return loop.assumeIsolated { $0.isRunning }
  }
}
