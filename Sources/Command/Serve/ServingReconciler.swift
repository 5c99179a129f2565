// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Icarus
import KubeClient
import KubeModel
import Logging
import OutboundCurl
import Policy
import Reconcilers

/// The reconciler of a server, and its own ways to the API server and to the sidecars: reviews must not wait behind them.
enum ServingReconciler {
  static func make(
    _ reconciling: ServeConfiguration.Reconciling, _ selection: ClusterSelection, namespaces: [String],
    feed: ChangeFeed, judge: Judge, facts: any FactProvider, _ logger: Logger
  ) throws -> ReconcilerService {
    let transport = try CurlTransport()
    let connection = try selection.connection()
    // Each with a rate of its own.
    let client = ClusterClient(
      connection, transport: transport, userAgent: "cassette-reconciler/\(Version.current)")
    let leases = ClusterClient(connection, transport: transport, userAgent: "cassette-leader/\(Version.current)")
    let settings = ReconcilerSettings(
      lease: reconciling.lease ?? ObjectKey(namespace: Pod.namespace, name: "cassette"), identity: Pod.newIdentity,
      namespaces: namespaces, workers: reconciling.workers, toleratesCassKop: reconciling.ignoresCassKop)
    logger.info(
      "backups and restores are run by one replica at a time",
      metadata: ["lease": "\(settings.lease)", "identity": "\(settings.identity)"])
    return ReconcilerService(
      settings, of: client, leases: leases, sidecars: SidecarClient(transport), feed: feed, judge: judge, facts: facts,
      wall: WallTime { .now }, logger: logger)
  }
}
