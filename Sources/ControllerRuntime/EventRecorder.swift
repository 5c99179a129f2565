// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Logging
private import Synchronization

/// Tells the API server what happened to objects. Events are news and no record: what cannot be told is logged and
/// forgotten.
package final class EventRecorder: Sendable {
  /// Nobody's work waits longer for the news of it.
  private static let longest = Duration.seconds(3)

  private let server: any ObjectWriting
  private let wall: WallTime
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private let logger: Logger
  private let memory = Mutex(EventMemory())
  private let failures = Mutex(LogThrottle())

  /// - Parameter server: its requests end soon after they are cancelled.
  package init(
    of server: any ObjectWriting, wall: WallTime, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.server = server
    self.wall = wall
    self.clock = clock
    self.logger = logger
    stopwatch = Stopwatch(clock)
  }

  /// Returns when the server has been told, or it is clear that it will not be: after some seconds at the latest. An
  /// event that happens again within ten minutes only raises the count of the first; and of an object about which there
  /// is too much to tell not everything is told.
  package func record(_ event: Event, about: ObjectReference) async {
    let (now, elapsed) = (wall.now, stopwatch.elapsed)
    guard let sighting = memory.withLock({ $0.happened(event, about: about, at: now, elapsed: elapsed) }) else {
      logger.debug("event kept back, there are too many of its object", metadata: metadata(event, about))
      return
    }
    do throws(KubeError) {
      try await TimeLimit(EventRecorder.longest, by: clock).answer { () async throws(KubeError) in
        try await self.send(sighting)
      }
      memory.withLock { $0.sent(sighting) }
    } catch {
      failed(error, event, about)
    }
  }

  /// What was sent may be gone, after an hour by default, and what was not answered may be there.
  private func send(_ sighting: EventSighting) async throws(KubeError) {
    do {
      if sighting.isSent { try await patch(sighting) } else { try await create(sighting) }
    } catch  where sighting.isSent && error.isNotFound {
      try await create(sighting)
    } catch  where !sighting.isSent && error.isConflict {
      try await patch(sighting)
    }
  }

  private func create(_ sighting: EventSighting) async throws(KubeError) {
    _ = try await server.create(EventSighting.resource, in: sighting.key.namespace, sighting.json)
  }

  private func patch(_ sighting: EventSighting) async throws(KubeError) {
    _ = try await server.patch(EventSighting.resource, sighting.key, sighting.patch, subresource: nil)
  }

  private func failed(_ error: KubeError, _ event: Event, _ about: ObjectReference) {
    var metadata = metadata(event, about)
    metadata["error"] = "\(PlainText.line(error.description, longest: 300))"
    let unreported = failures.withLock { $0.admit(at: stopwatch.elapsed) }
    guard let unreported, error.cause != .cancelled else {
      logger.debug("event not told", metadata: metadata)
      return
    }
    metadata["unreported"] = "\(unreported)"
    logger.warning("event not told", metadata: metadata)
  }

  private func metadata(_ event: Event, _ about: ObjectReference) -> Logger.Metadata {
    ["reason": "\(event.reason)", "kind": "\(about.resource.kind)", "object": "\(about.key)"]
  }
}
