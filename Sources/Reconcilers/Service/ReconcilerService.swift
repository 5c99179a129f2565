// SPDX-License-Identifier: Apache-2.0
package import ControllerRuntime
package import Icarus
package import KubeModel
package import Logging
package import Policy
internal import ServiceLifecycle

/// Runs backups and restores while this replica leads.
package final class ReconcilerService: Service {
  private let terms: Terms
  private let sidecars: CountedSidecar
  let elector: LeaderElector

  /// - Parameters:
  ///   - server: its requests have deadlines.
  ///   - leases: the same server by a way of its own: a renewal must not wait behind the work of a thousand objects.
  ///   - sidecars: the same.
  ///   - feed: tells which objects have changed.
  ///   - judge: the rules, which are asked again before anything is sent.
  package init(
    _ settings: ReconcilerSettings, of server: any ObjectReading & ObjectWriting,
    leases: any ObjectReading & ObjectWriting, sidecars: any Sidecar,
    feed: ChangeFeed, judge: Judge, facts: any FactProvider, wall: WallTime,
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    let sidecars = CountedSidecar(sidecars)
    self.sidecars = sidecars
    let terms = Terms(
      settings, server: server, sidecars: sidecars, gate: Gate(judge: judge, facts: facts), wall: wall, clock: clock,
      logger: logger)
    self.terms = terms
    feed.connect { terms.changed($0, $1) }
    elector = LeaderElector(
      lease: settings.lease, identity: settings.identity, of: leases, wall: wall, clock: clock, logger: logger
    ) { leadership in
      await terms.lead(leadership)
    }
  }

  package func run() async { await elector.run() }

  /// Readable at any time, from anywhere.
  package var report: ReconcilerReport {
    ReconcilerReport(leader: elector.report, controller: terms.report, sidecarCalls: sidecars.counts)
  }
}
