// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Events on their way to the API server. Nobody's work waits for the news of it, unless there is too much news.
package final class EventQueue: Sendable {
  private typealias News = (event: Event, about: ObjectReference)

  /// A thousand runs that begin in one second have some four thousand. With the longest messages it is five megabytes.
  static let capacity = 4_096

  /// How long the last news may take. Whoever waits for the end of the work waits for them as well.
  private static let patience = Duration.seconds(3)

  private let recorder: EventRecorder
  private let clock: any Clock<Duration>
  private let news: AsyncStream<News>
  private let sender: AsyncStream<News>.Continuation

  package init(_ recorder: EventRecorder, clock: any Clock<Duration> = ContinuousClock()) {
    self.recorder = recorder
    self.clock = clock
    (news, sender) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(EventQueue.capacity))
  }

  /// Returns at once; where too much waits already, when the server has been told.
  package func add(_ event: Event, about: ObjectReference) async {
    if case .enqueued = sender.yield((event, about)) { return }
    await recorder.record(event, about: about)
  }

  /// Tells one after the other while the work goes on, and what is left after it within a few seconds. To be called once.
  package func run(during work: () async -> Void) async {
    // In a task of its own: what was done before a cancellation is told after it.
    let telling = Task { [news, recorder] in
      for await (event, about) in news { await recorder.record(event, about: about) }
    }
    await work()
    sender.finish()
    let limit = Task { [clock] in
      try await clock.sleep(for: EventQueue.patience)
      telling.cancel()
    }
    await telling.value
    limit.cancel()
  }
}
