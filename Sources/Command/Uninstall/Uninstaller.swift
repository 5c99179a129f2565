// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import Reconcilers

/// Takes an installation out of a cluster, in an order in which nothing stays locked: who still asks the webhook goes before
/// who answers, and who writes finalizers before the finalizers.
struct Uninstaller: Sendable {
  typealias Server = ObjectReading & ObjectWriting & ObjectDeleting

  /// A pod has 40 s to end (manifests/deployment); one whose node is lost never does.
  private static let podsEnd = Duration.seconds(60)
  private static let pause = Duration.seconds(1)
  private static let page = 250

  private let server: any Server
  private let namespace: String
  private let clock: any Clock<Duration>
  private let tell: @Sendable (String) -> Void

  var isDryRun = false
  /// Whether backups and restores go as well, with their definitions.
  var deletesObjects = false

  /// - Parameters:
  ///   - server: each request of which has an end.
  ///   - namespace: Cassette's own.
  ///   - tell: is given a line for each step.
  init(
    _ server: any Server, namespace: String, clock: any Clock<Duration>, tell: @escaping @Sendable (String) -> Void
  ) {
    (self.server, self.namespace, self.clock, self.tell) = (server, namespace, clock, tell)
  }

  /// Throws what keeps a step from being done. Nothing after that step has been begun then.
  func run() async throws {
    for kind in InstalledKind.webhookConfigurations { try await remove(kind) }
    try await remove(InstalledKind.deployment)
    try await awaitPods()
    try await release()
    if deletesObjects { try await remove(InstalledKind.definition) }
    for kind in InstalledKind.rest { try await remove(kind) }
    let objects = "the CRDs, all CassandraBackups and CassandraRestores, "
    tell("left as they are: \(deletesObjects ? "" : objects)the namespace \(namespace)")
  }

  /// What is gone by then was somebody else's to remove.
  private func remove(_ kind: InstalledKind) async throws {
    for object in try await objects(kind) {
      guard let key = object.key, let uid = object.uid else { continue }
      if !isDryRun {
        do throws(KubeError) {
          try await server.delete(kind.resource, key, uid: uid)
        } catch {
          guard error.isNotFound else { throw error }
          continue
        }
      }
      tell("\(isDryRun ? "would remove" : "removed") \(kind.resource.kind) \(key)")
    }
  }

  private func objects(_ kind: InstalledKind) async throws(KubeError) -> [KubeObject] {
    try await all(kind.resource, in: kind.place == .namespace ? namespace : nil, kind.selector)
      .filter { kind.isInstalled($0, namespace: namespace) }
  }

  /// None of a kind that the API server does not know.
  private func all(
    _ resource: KubeResource, in namespace: String?, _ selector: String?
  ) async throws(KubeError) -> [KubeObject] {
    var objects: [KubeObject] = []
    var page = ListPage(limit: Self.page, labelSelector: selector)
    do {
      repeat {
        let list = try await server.list(resource, in: namespace, page)
        objects += list.objects
        page.continuation = list.continuation
      } while page.continuation != nil
    } catch {
      guard error.isNotFound else { throw error }
    }
    return objects
  }

  private func release() async throws {
    let release = FinalizerRelease(
      of: deletesObjects ? Finalizer.own : [Finalizer.cassette], in: server, clock: clock)
    for resource in [WatchedKind.backups, WatchedKind.restores] {
      for object in try await all(resource, in: nil, nil) where release.concerns(object) {
        if !isDryRun, try await !release.perform(on: object, resource) { continue }
        tell("\(isDryRun ? "would release" : "released") \(resource.kind) \(object.key?.description ?? "")")
      }
    }
  }

  /// A pod that is left could write what is about to be removed. One that does not end is told of, and not waited for.
  private func awaitPods() async throws {
    guard !isDryRun else { return }
    var waited = Duration.zero
    while case let pods = try await objects(InstalledKind.pod), !pods.isEmpty {
      if waited == .zero { tell("waiting for \(pods.count) pods to end, \(Self.podsEnd.components.seconds) s at most") }
      guard waited < Self.podsEnd else {
        return tell(
          "still there, and not waited for any more: \(pods.compactMap(\.key?.description).joined(separator: ", "))")
      }
      try await clock.sleep(for: Self.pause)
      waited += Self.pause
    }
  }
}
