// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import ControllerRuntime
import KubeModel
import Policy
import Sandbox
import Synchronization
import TestSupport

@testable import Reconcilers

/// The API server as one process sees it. The pods are those of the simulated clusters.
final class ContenderLink: ObjectReading, ObjectWriting {
  private struct State {
    var refusesLeases = false
    var isListOpen = true
    var listFailures = 0
    var readers: [CheckedContinuation<Void, Never>] = []
  }

  private let model: ModelAPIServer
  private let cassandra: SidecarWorld
  private let feed: ChangeFeed
  private let state = Mutex(State())

  init(_ model: ModelAPIServer, _ cassandra: SidecarWorld, _ feed: ChangeFeed) {
    (self.model, self.cassandra, self.feed) = (model, cassandra, feed)
  }

  /// Leases are neither read nor written from now on, or are again.
  func refuseLeases(_ isSo: Bool) { state.withLock { $0.refusesLeases = isSo } }

  /// Who lists restores waits until it is opened.
  func closeList() { state.withLock { $0.isListOpen = false } }

  /// Who lists restores the next few times is refused.
  func failLists(times: Int) { state.withLock { $0.listFailures = times } }

  func openList() {
    let readers = state.withLock { state in
      state.isListOpen = true
      defer { state.readers = [] }
      return state.readers
    }
    for reader in readers { reader.resume() }
  }

  var keepsReaderWaiting: Bool { state.withLock { !$0.readers.isEmpty } }

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try check(resource)
    return resource == SidecarPods.resource ? try cassandra.pod(key) : try await model.get(resource, key)
  }

  func list(_ resource: KubeResource, in namespace: String?, _ page: ListPage) async throws(KubeError) -> ObjectList {
    if resource == SidecarPods.resource {
      let pods = cassandra.pods(in: namespace ?? "", page.labelSelector ?? "")
      return ObjectList(objects: pods, resourceVersion: "1")
    }
    if resource == WatchedKind.restores {
      await listOpens()
      try checkList()
    }
    return try await model.list(resource, in: namespace, page)
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    try await model.watch(resource, in: namespace, since: version)
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try check(resource)
    return try await model.create(resource, in: namespace, object)
  }

  func replace(_ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue) async throws(KubeError) -> KubeObject {
    try check(resource)
    return try await model.replace(resource, key, object)
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    let object = try await model.patch(resource, key, patch, subresource: subresource)
    if let kind = SubjectKind(object) { feed.changed(kind, object) }
    return object
  }

  private func listOpens() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isListOpen { state.readers.append(continuation) }
        return state.isListOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  private func checkList() throws(KubeError) {
    let fails = state.withLock { state in
      defer { state.listFailures = max(0, state.listFailures - 1) }
      return state.listFailures > 0
    }
    if fails { throw KubeError(verb: "list", path: "", cause: .unanswered("connection reset")) }
  }

  private func check(_ resource: KubeResource) throws(KubeError) {
    guard resource == LeaderElector.resource, state.withLock({ $0.refusesLeases }) else { return }
    throw KubeError(verb: "lease", path: "", cause: .unreachable("connection refused"))
  }
}
