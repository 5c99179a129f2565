// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Logging
import Policy

/// The objects of a kind, kept up to date.
struct Watched<Contents: StoreContents>: Sendable {
  private let store: Store<Contents>
  private let watcher: Watcher<Contents>
  private let resource: KubeResource

  init(
    _ resource: KubeResource, in namespace: String?, of server: any ObjectReading, clock: any Clock<Duration>,
    changed: @escaping @Sendable (KubeObject) -> Void = { _ in }, listed: @escaping @Sendable () -> Void,
    logger: Logger
  ) {
    store = Store()
    watcher = Watcher(
      resource, in: namespace, of: server, into: store, clock: clock, changed: changed, listed: listed, logger: logger)
    self.resource = resource
  }

  func run() async { await watcher.run() }

  /// As it is known, if only from before the API server went away.
  func read<Answer: Sendable>(_ body: (Contents) -> Answer) -> Answer { store.read(body) }

  /// What a complete list is needed for.
  func fact<Value>(_ body: (Contents) -> Value) -> Fact<Value> {
    guard store.isSynced else { return .unknown(reason) }
    return .known(store.read(body))
  }

  /// The watcher's log has more to say.
  private var reason: String {
    switch watcher.report.condition {
    case .refused: "cassette may not list \(resource.plural), or there are none"
    case .unsynced(nil), .watching: "the list of \(resource.plural) has yet to come"
    case .unsynced, .disconnected: "the API server cannot be reached"
    }
  }

  /// The list is there, or it is certain that it will not come soon.
  var isSettled: Bool {
    if store.isSynced { return true }
    if case .refused = watcher.report.condition { return true }
    return false
  }

  var report: WatchedReport {
    let report = watcher.report
    return WatchedReport(
      resource: resource.plural, isSynced: store.isSynced, objects: store.read(\.count), condition: report.condition,
      counts: report.counts)
  }
}
