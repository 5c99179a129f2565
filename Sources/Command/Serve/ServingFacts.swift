// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import Logging
import ManifestFacts
import Policy
import Posix
import Reconcilers
import ServiceLifecycle

/// Where the facts of a server come from, and what has to run for that.
struct ServingFacts {
  let provider: any FactProvider
  let service: (any Service)?
  /// Nil where there is none.
  let cluster: ClusterWatch?

  /// - Parameter feed: is told which objects of a cluster have changed.
  init(_ source: ServeConfiguration.Facts, feed: ChangeFeed, _ logger: Logger) throws {
    switch source {
    case .none:
      provider = FixedFacts(NoFacts(reason: "the server runs with --facts none"))
      service = nil
      cluster = nil
    case .folder(let path):
      let folder = try FolderFacts(folder: path, logger: logger)
      provider = folder
      service = folder
      cluster = nil
    case .cluster(let selection, let namespaces):
      let connection = try selection.connection()
      logger.info("facts come from a cluster", metadata: ["server": "\(connection)"])
      let watch = ClusterWatch(
        namespaces, of: try ClusterSelection.client(connection), changed: { feed.changed($0, $1) },
        listed: UnusedMemory.giveBack, logger: logger)
      provider = watch
      service = watch
      cluster = watch
    }
  }
}
