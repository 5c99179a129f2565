// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
package import HTTPServer
package import KubeModel
package import Logging
package import Outbound
package import Posix
internal import ServiceLifecycle

/// A Kubernetes API for trying things out and for fast tests: as much of it as backups and restores need, with webhooks,
/// in memory or kept in a folder. What it does not do it refuses. It is no database, and knows one user.
package final class EmbeddedAPIServer: Service {
  package struct Configuration: Sendable {
    /// Where to listen.
    package var address: SocketAddress
    /// Of the one user, who may do everything; nil lets everybody in, for tests.
    package var token: String?
    /// Where objects are kept over restarts; nil for nowhere. It is made if it is missing.
    package var folder: String?
    /// What is there from the start, definitions first. One that is there already is replaced.
    package var objects: [JSONValue] = []

    package init(address: SocketAddress) { self.address = address }
  }

  private let service: HTTPService
  private let database: Database
  private let objects: [JSONValue]
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - certificate: nil for plain HTTP, for tests.
  ///   - transport: how webhooks are called. The host of a service is `NAME.NAMESPACE.svc`: whoever calls knows where
  ///     that is.
  ///   - clock: for watches and bookmarks.
  ///   - now: the time of day, for what is written into objects.
  /// - Throws: what is wrong with the folder.
  package init(
    _ configuration: Configuration, certificate: TLSContextSlot?, transport: any HTTPTransport,
    clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Instant, logger: Logger
  ) throws {
    database = try Database(folder: configuration.folder)
    objects = configuration.objects
    self.now = now
    var server = ServerConfiguration()
    server.drainDelay = .zero
    server.drainTimeout = .seconds(1)
    // As an API server gives to requests that are no watches.
    server.limits.answerTimeout = .seconds(60)
    server.limits.bodyBytes = Writing.objectBytes
    // Who sends more is still sending when it is refused, and should hear why.
    server.limits.lingerBytes = Writing.objectBytes
    service = HTTPService(
      server, on: configuration.address, certificate: certificate,
      handler: APIHandler(
        database: database, webhooks: Webhooks(transport: transport), token: configuration.token, clock: clock, now: now
      ),
      logger: logger)
  }

  /// Where it listens, once it does; throws what kept it from listening.
  package var boundAddress: SocketAddress {
    get async throws { try await service.boundAddress }
  }

  package func run() async throws {
    try await database.install(["default", "kube-system"].map(Self.namespace) + objects, now: now())
    try await withGracefulShutdownHandler {
      try await service.run()
    } onGracefulShutdown: { [database] in
      Task { await database.close() }
    }
  }

  private static func namespace(_ name: String) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", "v1")
        object.member("kind", "Namespace")
        object.name("metadata")
        object.object { $0.member("name", name) }
      }
    }
  }
}
