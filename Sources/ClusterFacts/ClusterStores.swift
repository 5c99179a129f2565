// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Logging
import Policy

/// What is watched in one namespace, or in all.
struct ClusterStores: Sendable {
  let backups: Watched<BackupContents>
  let restores: Watched<RestoreContents>
  let clusters: Watched<ClusterContents>

  init(
    _ namespace: String?, of server: any ObjectReading, clock: any Clock<Duration>,
    changed: @escaping @Sendable (SubjectKind, KubeObject) -> Void, listed: @escaping @Sendable () -> Void,
    logger: Logger
  ) {
    backups = Watched(
      WatchedKind.backups, in: namespace, of: server, clock: clock, changed: { changed(.backup, $0) }, listed: listed,
      logger: logger)
    restores = Watched(
      WatchedKind.restores, in: namespace, of: server, clock: clock, changed: { changed(.restore, $0) }, listed: listed,
      logger: logger)
    clusters = Watched(WatchedKind.clusters, in: namespace, of: server, clock: clock, listed: listed, logger: logger)
  }

  func run() async {
    async let backups: Void = backups.run()
    async let restores: Void = restores.run()
    async let clusters: Void = clusters.run()
    _ = await (backups, restores, clusters)
  }

  var isSettled: Bool { backups.isSettled && restores.isSettled && clusters.isSettled }

  var reports: [WatchedReport] { [backups.report, restores.report, clusters.report] }
}
