// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import EmbeddedAPI
import FoundationEssentials
import KubeClient
import KubeModel
import Logging
import OutboundCurl
import Posix
import Sandbox
import ServiceLifecycle
import UnixSignals

/// The composition root of `sandbox`: an API server, a simulated cluster, and Cassette, which know each other as they would
/// on a real cluster, by a kubeconfig file, by webhook configurations, and by what the API server has.
struct SandboxProcess {
  private let start = ContinuousClock.now
  private let credentials: SandboxCredentials
  private let api: EmbeddedAPIServer
  private let world: SidecarWorld
  private let sidecars: SidecarServer
  private let kubeconfig: String
  private let namespace: String
  private let screen = SandboxScreen(isTerminal: Terminal.isInteractive)
  private let logger: Logger

  init(_ command: SandboxRunCommand, logger: Logger) throws {
    credentials = try SandboxCredentials()
    world = try command.simulation.world(now: .now)
    sidecars = try SidecarServer(world, logger: logger)
    kubeconfig = command.kubeconfig
    namespace = command.simulation.namespace
    self.logger = logger
    var configuration = EmbeddedAPIServer.Configuration(address: try SocketAddress(command.listen))
    configuration.token = credentials.token
    configuration.folder = command.data
    configuration.objects = try SandboxObjects.all(in: namespace)
    api = try EmbeddedAPIServer(
      configuration, certificate: try credentials.certificate(), transport: try CurlTransport(), now: { .now },
      logger: logger)
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cassette-sandbox-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try credentials.writeCertificate(to: folder)
    // The last one stops first.
    let group = ServiceGroup(
      configuration: .init(
        services: [api, sidecars, SandboxPart { try await live(certificateIn: folder) }],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  /// What needs an API server that is there.
  private func live(certificateIn folder: String) async throws {
    // What keeps it from listening ends everything, and says so there.
    guard let address = try? await api.boundAddress else { return }
    try credentials.writeKubeconfig(to: kubeconfig, server: "https://\(address)")
    let selection = ClusterSelection(kubeconfig: kubeconfig, context: nil)
    let client = try ClusterSelection.client(try selection.connection())
    let serving = try Serving(
      try ServeConfiguration(
        try ServeOptions.parse(serveArguments(certificateIn: folder)), ServeFile(), environment: [:], cores: 1),
      logger: logger)
    let (pods, continuation) = AsyncStream.makeStream(of: Void.self)
    let keeper = ClusterKeeper(
      world, in: client, tell: screen.tell, ready: { continuation.finish() }, logger: logger)
    let welcome = ReadyNotice {
      for await _ in pods {}
      try await install(
        SandboxObjects.webhooks(at: try await serving.boundAddress, authority: try credentials.authorityPEM()), client)
      while serving.obstacle != nil { try await Task.sleep(for: .milliseconds(10)) }
      screen.tell(guide(address))
    }
    try await ServiceGroup(
      configuration: .init(
        services: [
          keeper, OperationWatch(server: client, screen: screen), SandboxPart { try await serving.run(until: []) },
          welcome,
        ], logger: logger)
    ).run()
  }

  /// As on a cluster, but that nobody has to be waited for at the end.
  private func serveArguments(certificateIn folder: String) -> [String] {
    [
      "--kubeconfig", kubeconfig, "--listen", "127.0.0.1:0", "--health-listen", "off", "--lease",
      "\(namespace)/cassette",
      "--tls-cert", "\(folder)/tls.crt", "--tls-key", "\(folder)/tls.key", "--drain-delay", "0",
    ]
  }

  /// One that is there from an earlier run has another address and another authority.
  private func install(_ configurations: [JSONValue], _ client: ClusterClient) async throws(KubeError) {
    for configuration in configurations {
      let object = KubeObject(configuration)
      guard let kind = object.kind, let name = object.name else { continue }
      let resource = KubeResource(
        group: "admissionregistration.k8s.io", version: "v1", plural: kind.lowercased() + "s", kind: kind)
      do throws(KubeError) {
        _ = try await client.create(resource, in: nil, configuration)
      } catch {
        guard error.isConflict else { throw error }
        _ = try await client.patch(
          resource, ObjectKey(namespace: "", name: name), .merge(configuration), subresource: nil)
      }
    }
  }

  private func guide(_ address: SocketAddress) -> String {
    let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
    let pods = world.withClusters { clusters, _ in clusters.flatMap { $0.nodes.map(\.pod) } }
    return """

      ready after \(Int(elapsed)) ms: a Kubernetes API at https://\(address) with \(pods.count) pods of Cassandra, their \
      sidecars, and Cassette.
      In another terminal:

        export KUBECONFIG=\(path(of: kubeconfig))
        kubectl apply -f manifests/samples/backup.yaml
        kubectl annotate cassandrabackup nightly-cassandra-backup db.orange.com/run-now=1
        kubectl get cassandrabackups -w
        kubectl apply -f manifests/samples/restore.yaml

      A pod does what its annotation says:

        kubectl annotate pod \(pods.last ?? "") sandbox.cassette/fault=hang

      Ctrl-C ends it.

      """
  }

  private func path(of file: String) -> String {
    file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
  }
}

/// A part of the sandbox that runs others.
private struct SandboxPart: Service {
  let body: @Sendable () async throws -> Void

  func run() async throws { try await body() }
}
