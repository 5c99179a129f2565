// SPDX-License-Identifier: Apache-2.0
internal import ControllerRuntime
package import KubeModel
package import Logging
internal import ServiceLifecycle

/// Keeps the objects of a simulated cluster in an API server that has no nodes: makes the CassandraCluster and the pods,
/// writes how the pods are, and does what their annotations say. What a sidecar sees of Secrets it takes from there.
package struct ClusterKeeper: Service {
  private static let podResource = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
  private static let secretResource = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  private static let clusters = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandraclusters", kind: "CassandraCluster")

  /// Between two looks at what changes in the simulated cluster by itself, and before what failed is tried again. What
  /// changes in the API server is looked at when it tells.
  private static let interval = Duration.milliseconds(200)

  private let world: SidecarWorld
  private let server: any ObjectReading & ObjectWriting
  private let clock: any Clock<Duration>
  private let tell: @Sendable (String) -> Void
  private let ready: @Sendable () async -> Void
  private let logger: Logger
  private let pods = Store<PodContents>()
  private let secrets = Store<SecretContents>()

  /// - Parameters:
  ///   - world: with one cluster.
  ///   - server: as somebody who may do everything in the namespace of the cluster.
  ///   - tell: is given a line for everything that changes.
  ///   - ready: is called once, when all pods are there.
  package init(
    _ world: SidecarWorld, in server: any ObjectReading & ObjectWriting, clock: any Clock<Duration> = ContinuousClock(),
    tell: @escaping @Sendable (String) -> Void, ready: @escaping @Sendable () async -> Void, logger: Logger
  ) {
    (self.world, self.server, self.clock, self.tell, self.ready) = (world, server, clock, tell, ready)
    self.logger = logger
  }

  /// Goes on until it is told to stop, and leaves what it made.
  package func run() async {
    guard
      let (name, namespace, object) = world.withClusters({ clusters, _ in
        clusters.first.map { ($0.name, $0.namespace, $0.object) }
      })
    else { return }
    let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let again: @Sendable () -> Void = { look.yield() }
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await watcher(of: Self.podResource, in: namespace, into: pods, again).run() }
        group.addTask { await watcher(of: Self.secretResource, in: namespace, into: secrets, again).run() }
        group.addTask {
          while (try? await clock.sleep(for: Self.interval)) != nil { again() }
        }
        await keep(name, in: namespace, object, at: looks)
      }
    }
  }

  private func watcher<Contents>(
    of resource: KubeResource, in namespace: String, into store: Store<Contents>,
    _ again: @escaping @Sendable () -> Void
  ) -> Watcher<Contents> {
    Watcher(
      resource, in: namespace, of: server, into: store, clock: clock, changed: { _ in again() }, listed: again,
      logger: logger)
  }

  /// - Parameter looks: ends when the task is cancelled.
  private func keep(_ name: String, in namespace: String, _ object: JSONValue, at looks: AsyncStream<Void>) async {
    var register = PodRegister()
    var hasCluster = false
    var wasReady = false
    var problem = ""
    for await _ in looks where pods.isSynced && secrets.isSynced {
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
    }
  }

  private func look(_ register: inout PodRegister, _ name: String, _ namespace: String) async throws(KubeError) {
    let pods = pods.read { $0.pods(of: name) }
    let secrets = secrets.read(\.keys)
    let actions = world.withClusters { clusters, now in
      clusters[0].storage.replaceSecrets(in: namespace, secrets)
      return register.actions(seeing: pods, &clusters[0], now: now)
    }
    for case .tell(let line) in actions { tell(line) }
    for action in actions {
      switch action {
      case .create(let pod): try await create(Self.podResource, in: namespace, pod)
      case .report(let pod, let uid, let status):
        if try await write(status, of: ObjectKey(namespace: namespace, name: pod), uid) {
          register.reported(pod, uid: uid, status)
        }
      case .tell: break
      }
    }
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
      _ = try await server.patch(Self.podResource, key, .merge(patch), subresource: .status)
      return true
    } catch {
      guard error.isConflict || error.isNotFound else { throw error }
      return false
    }
  }
}
