// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Logging

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
    listed: @escaping @Sendable () -> Void, logger: Logger
  ) {
    if namespaces.isEmpty {
      reach = .everywhere(ClusterStores(nil, of: server, clock: clock, listed: listed, logger: logger))
    } else {
      let stores = namespaces.map { ($0, ClusterStores($0, of: server, clock: clock, listed: listed, logger: logger)) }
      reach = .namespaces(Dictionary(stores) { $1 })
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
