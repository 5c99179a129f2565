// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Glibc

/// The thread of one loop: what was sent to the loop, then a turn of epoll, until the loop stops.
enum LoopThread {
  static func start(_ loop: Loop) throws(SystemError) {
    let reference = Unmanaged.passRetained(loop)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        run(Unmanaged<Loop>.fromOpaque(argument).takeRetainedValue())
        return nil
      }, reference.toOpaque())
    guard code == 0 else {
      reference.release()
      throw SystemError(call: "pthread_create", code: code)
    }
    pthread_detach(thread)
  }

  private static func run(_ loop: Loop) {
    loop.executor.claimCurrentThread()
    var batch: [LoopExecutor.Work] = []
    while perform(&batch, on: loop) { loop.assumeIsolated { $0.turn() } }
    loop.executor.close()
    // What came between the last look and the closing.
    _ = perform(&batch, on: loop)
  }

  /// - Returns: false once the loop has stopped.
  private static func perform(_ batch: inout [LoopExecutor.Work], on loop: Loop) -> Bool {
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
