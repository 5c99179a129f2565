// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import FoundationEssentials
import Icarus
import KubeClient
import KubeModel
import Logging
import OutboundCurl
import Policy
import Reconcilers

/// The reconciler of a server, and its own ways to the API server and to the sidecars: reviews must not wait behind them.
enum ServingReconciler {
  private static let namespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace"

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
      lease: reconciling.lease ?? ObjectKey(namespace: usualNamespace, name: "cassette"), identity: identity,
      namespaces: namespaces, workers: reconciling.workers, toleratesCassKop: reconciling.ignoresCassKop)
    logger.info(
      "backups and restores are run by one replica at a time",
      metadata: ["lease": "\(settings.lease)", "identity": "\(settings.identity)"])
    return ReconcilerService(
      settings, of: client, leases: leases, sidecars: SidecarClient(transport), feed: feed, judge: judge, facts: facts,
      wall: WallTime { .now }, logger: logger)
  }

  /// Where the pod runs.
  private static var usualNamespace: String {
    let text = (try? Data(contentsOf: URL(filePath: namespaceFile))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let name = text.filter { !$0.isWhitespace }
    return name.isEmpty ? "cassette-system" : name
  }

  /// Of this process and no other, also if a container of the same name was here before.
  private static var identity: String { "\(ProcessInfo.processInfo.hostName)_\(UUID().uuidString.lowercased())" }
}
