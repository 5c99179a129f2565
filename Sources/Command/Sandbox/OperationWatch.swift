// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import Policy
import ServiceLifecycle

/// Shows how the backups and restores of the sandbox stand.
struct OperationWatch: Service {
  private static let interval = Duration.milliseconds(300)
  private static let page = 500

  let server: any ObjectReading
  let screen: SandboxScreen

  func run() async {
    var states: [String: OperationView] = [:]
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
      // The next look finds what this one does not.
      guard let views = try? await views() else { continue }
      for view in views where states[view.name]?.state != view.state { screen.tell(view.news) }
      states = Dictionary(views.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      screen.show(views.filter(\.isGoingOn).map(\.bar))
    }
    screen.show([])
  }

  private func views() async throws(KubeError) -> [OperationView] {
    var views: [OperationView] = []
    for (kind, resource) in [(SubjectKind.backup, WatchedKind.backups), (.restore, WatchedKind.restores)] {
      let list = try await server.list(resource, in: nil, ListPage(limit: Self.page))
      views += list.objects.compactMap { OperationView(kind, $0) }
    }
    return views
  }
}
