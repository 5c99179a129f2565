// SPDX-License-Identifier: Apache-2.0
internal import ControllerRuntime
package import KubeModel
package import Logging
package import Policy
import ServiceLifecycle

/// The facts of a cluster: backups, restores and clusters are watched; Secrets, rights and what is too new for the
/// watches are looked up when a review asks for them.
package final class ClusterWatch: FactProvider, Service {
  private let stores: WatchedStores
  private let lookUps: LookUps

  /// - Parameters:
  ///   - namespaces: none for all of them.
  ///   - changed: is told each backup and restore that is listed, created or changed; one that is listed before the
  ///     stores have it. It must return at once.
  ///   - listed: is called after each complete list of a kind.
  package init(
    _ namespaces: [String], of server: any ObjectReading & ObjectWriting,
    clock: any Clock<Duration> = ContinuousClock(),
    changed: @escaping @Sendable (SubjectKind, KubeObject) -> Void = { _, _ in },
    listed: @escaping @Sendable () -> Void = {}, logger: Logger
  ) {
    stores = WatchedStores(namespaces, of: server, clock: clock, changed: changed, listed: listed, logger: logger)
    lookUps = LookUps(server, clock: clock, logger: logger)
  }

  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      for one in stores.all { group.addTask { await one.run() } }
    }
  }

  /// Runs for as long as it takes to list every kind that may be listed.
  /// - Returns: why one could not be; nil when all are there, or are refused.
  package func list(within time: Duration) async -> String? {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.run() }
      let end = ContinuousClock.now + time
      while !isSettled, failure == nil, ContinuousClock.now < end,
        (try? await Task.sleep(for: .milliseconds(10))) != nil
      {}
      group.cancelAll()
    }
    return isSettled ? nil : failure ?? "its lists were not complete within \(time)"
  }

  private var failure: String? {
    reports.lazy.compactMap(\.condition.error).first
  }

  package func facts() -> any FactSource { ReviewFacts(stores) }

  package func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource {
    guard let facts = facts as? ReviewFacts else { return facts }
    var answers = facts.answers
    answers.add(await lookUps.answers(to: facts.missing, within: time))
    return ReviewFacts(stores, answers: answers)
  }

  /// Every kind is listed, or it is certain that some will not be soon.
  package var isSettled: Bool { stores.all.allSatisfy(\.isSettled) }

  /// All backups and restores, as they are now.
  package var operations: WatchedOperations {
    var operations = WatchedOperations()
    for one in stores.all {
      operations.backups += one.backups.read(\.index.all)
      operations.restores += one.restores.read(\.all)
    }
    return operations
  }

  /// One for each kind.
  package var reports: [WatchedReport] {
    var reports: [WatchedReport] = []
    for report in stores.all.flatMap(\.reports) {
      if let place = reports.firstIndex(where: { $0.resource == report.resource }) {
        reports[place].add(report)
      } else {
        reports.append(report)
      }
    }
    return reports
  }
}
