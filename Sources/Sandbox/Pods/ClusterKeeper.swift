// SPDX-License-Identifier: Apache-2.0
package import KubeModel
internal import ServiceLifecycle

/// Keeps the objects of a simulated cluster in an API server that has no nodes: makes the CassandraCluster and the pods,
/// writes how the pods are, and does what their annotations say. What a sidecar sees of Secrets it takes from there.
package struct ClusterKeeper: Service {
  private static let pods = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
  private static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  private static let clusters = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandraclusters", kind: "CassandraCluster")

  /// Between two looks. What somebody does by hand takes effect before he can do the next thing.
  private static let interval = Duration.milliseconds(200)
  /// Pods and Secrets of one namespace; far more than anybody simulates.
  private static let page = 500

  private let world: SidecarWorld
  private let server: any ObjectReading & ObjectWriting
  private let tell: @Sendable (String) -> Void
  private let ready: @Sendable () async -> Void

  /// - Parameters:
  ///   - world: with one cluster.
  ///   - server: as somebody who may do everything in the namespace of the cluster.
  ///   - tell: is given a line for everything that changes.
  ///   - ready: is called once, when all pods are there.
  package init(
    _ world: SidecarWorld, in server: any ObjectReading & ObjectWriting, tell: @escaping @Sendable (String) -> Void,
    ready: @escaping @Sendable () async -> Void
  ) {
    (self.world, self.server, self.tell, self.ready) = (world, server, tell, ready)
  }

  /// Goes on until it is told to stop, and leaves what it made.
  package func run() async {
    guard
      let (name, namespace, object) = world.withClusters({ clusters, _ in
        clusters.first.map { ($0.name, $0.namespace, $0.object) }
      })
    else { return }
    var register = PodRegister()
    var hasCluster = false
    var wasReady = false
    var problem = ""
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      do throws(KubeError) {
        if !hasCluster { try await create(Self.clusters, in: namespace, object) }
        hasCluster = true
        try await look(&register, name, namespace)
        problem = ""
      } catch {
        // The same trouble five times a second is told once.
        if error.description != problem { tell("the API server is asked again: \(error)") }
        problem = error.description
      }
      if register.isInStep, !wasReady {
        wasReady = true
        await ready()
      }
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
    }
  }

  private func look(_ register: inout PodRegister, _ name: String, _ namespace: String) async throws(KubeError) {
    let secrets = try await secretKeys(in: namespace)
    let page = ListPage(limit: Self.page, labelSelector: "app=cassandracluster,cassandracluster=\(name)")
    let pods = try await server.list(Self.pods, in: namespace, page).objects
    let actions = world.withClusters { clusters, now in
      clusters[0].storage.replaceSecrets(in: namespace, secrets)
      return register.actions(seeing: pods, &clusters[0], now: now)
    }
    for case .tell(let line) in actions { tell(line) }
    for action in actions {
      switch action {
      case .create(let pod): try await create(Self.pods, in: namespace, pod)
      case .report(let pod, let uid, let status):
        if try await write(status, of: ObjectKey(namespace: namespace, name: pod), uid) {
          register.reported(pod, uid: uid, status)
        }
      case .tell: break
      }
    }
  }

  /// The names of the keys of each Secret.
  private func secretKeys(in namespace: String) async throws(KubeError) -> [String: Set<String>] {
    let secrets = try await server.list(Self.secrets, in: namespace, ListPage(limit: Self.page)).objects
    return Dictionary(
      secrets.compactMap { secret in
        secret.name.map { ($0, Set(secret.json["data"]?.members.map(\.name) ?? [])) }
      }, uniquingKeysWith: { $1 })
  }

  /// One that is there already will do.
  private func create(_ resource: KubeResource, in namespace: String, _ object: JSONValue) async throws(KubeError) {
    do throws(KubeError) {
      _ = try await server.create(resource, in: namespace, object)
    } catch {
      guard error.isConflict else { throw error }
    }
  }

  /// - Returns: false if the pod of this UID is no longer there; the next look tells what is.
  private func write(_ status: JSONValue, of key: ObjectKey, _ uid: String) async throws(KubeError) -> Bool {
    let patch = JSONValue { writer in
      writer.object { object in
        object.name("metadata")
        object.object { $0.member("uid", uid) }
        object.member("status", status)
      }
    }
    do throws(KubeError) {
      _ = try await server.patch(Self.pods, key, .merge(patch), subresource: .status)
      return true
    } catch {
      guard error.isConflict || error.isNotFound else { throw error }
      return false
    }
  }
}
