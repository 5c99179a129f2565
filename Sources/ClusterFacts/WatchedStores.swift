// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Logging
import Policy

/// The stores by namespace.
struct WatchedStores: Sendable {
  private enum Reach: Sendable {
    case everywhere(ClusterStores)
    case namespaces([String: ClusterStores])
  }

  private let reach: Reach

  /// - Parameter namespaces: none for all of them.
  init(
    _ namespaces: [String], of server: any ObjectReading, clock: any Clock<Duration>,
    changed: @escaping @Sendable (SubjectKind, KubeObject) -> Void, listed: @escaping @Sendable () -> Void,
    logger: Logger
  ) {
    func stores(_ namespace: String?) -> ClusterStores {
      ClusterStores(namespace, of: server, clock: clock, changed: changed, listed: listed, logger: logger)
    }
    if namespaces.isEmpty {
      reach = .everywhere(stores(nil))
    } else {
      reach = .namespaces(Dictionary(namespaces.map { ($0, stores($0)) }) { $1 })
    }
  }

  /// Nil where nobody watches.
  subscript(_ namespace: String) -> ClusterStores? {
    switch reach {
    case .everywhere(let stores): stores
    case .namespaces(let stores): stores[namespace]
    }
  }

  static func notWatched(_ namespace: String) -> String { "namespace \(namespace) is not watched" }

  var all: [ClusterStores] {
    switch reach {
    case .everywhere(let stores): [stores]
    case .namespaces(let stores): Array(stores.values)
    }
  }
}
