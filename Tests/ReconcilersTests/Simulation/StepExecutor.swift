// SPDX-License-Identifier: Apache-2.0
import DequeModule

/// Runs tasks only when it is told to, on the thread that tells it: what happens is the same in every run.
///
/// `@unchecked Sendable`: one thread has it: the test makes it, starts the tasks and drains it, and all that these do is done by
/// its jobs.
final class StepExecutor: TaskExecutor, @unchecked Sendable {
  private var jobs: Deque<UnownedJob> = []

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.append(UnownedJob(job))
  }

  /// Returns when every task has ended or waits for something.
  func drain() {
    while let job = jobs.popFirst() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
