// SPDX-License-Identifier: Apache-2.0
import Icarus
import KubeModel
import Logging
import Policy
import TestSupport

@testable import ControllerRuntime
@testable import Reconcilers

/// A process that wants to lead: its service, and its ways to the API server and to the sidecars.
final class Contender: Sendable {
  let link: ContenderLink
  let service: ReconcilerService
  private let feed = ChangeFeed()

  init(_ identity: String, on stage: Stage, toleratesCassKop: Bool) {
    link = ContenderLink(stage.model, stage.cassandra, feed)
    service = ReconcilerService(
      ReconcilerSettings(lease: Stage.lease, identity: identity, toleratesCassKop: toleratesCassKop), of: link,
      leases: link, sidecars: SidecarClient(ContenderTransport(identity: identity, stage: stage)), feed: feed,
      judge: Judge(),
      facts: ScenarioFacts(server: stage.model), wall: stage.wall, clock: stage.clock,
      logger: Logger(label: "contender") { _ in SwiftLogNoOpLogHandler() })
  }

  var leads: Bool { service.report.leader.isLeading }

  func learn(_ kind: SubjectKind, _ object: KubeObject) { feed.changed(kind, object) }

  /// How many of its tasks sleep when it has done what there is to do before time passes: the one that renews the lease
  /// or waits for it, and that of the controller.
  var sleepersAtRest: Int { service.report.controller == nil || link.keepsReaderWaiting ? 1 : 2 }

  var isBusy: Bool { service.elector.isTrying || service.report.controller?.running ?? 0 > 0 }

  /// Runs the service, and stops it when the test has seen enough.
  func running(_ body: () async throws -> Void) async throws {
    let running = Task { await service.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    running.cancel()
    await running.value
    try result.get()
  }
}
