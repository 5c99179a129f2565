// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Documents
import EmbeddedAPI
import HTTPServer
import KubeModel
import Logging
import ManifestFacts
import OutboundCurl
import Posix
import Sandbox
import ServiceLifecycle
import UnixSignals

struct APICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api",
    abstract: "Serve a small Kubernetes API to try things with.",
    discussion: """
      Enough of it for kubectl, webhooks and controllers, with one user who may do everything. It knows CassandraClusters; the other \
      definitions are handed to it. It says its address once it \
      listens, and what it does not do it refuses.

      EXAMPLES
        cassette sandbox api --kubeconfig sandbox.kubeconfig --objects manifests/crds
        cassette sandbox api --kubeconfig sandbox.kubeconfig --data sandbox --service cassette.cassette-system=127.0.0.1:8443
      """)

  @Option(help: "Where to listen; port 0 takes a free one.")
  var listen = "127.0.0.1:0"

  @Option(help: "The kubeconfig file to write, with a new certificate and a new token.")
  var kubeconfig: String

  @Option(help: "A folder to keep the objects in over restarts. (default: they are kept in memory)")
  var data: String?

  @Option(help: "A file or folder of objects that are there from the start, such as definitions. Repeatable.")
  var objects: [String] = []

  @Option(
    name: .customLong("service"), help: "Where webhooks of a service are called: NAME.NAMESPACE=HOST:PORT. Repeatable.")
  var services: [String] = []

  func run() async throws {
    LogFormat.text.bootstrap(level: .warning)
    let logger = Logger(label: "cassette")
    let credentials = try SandboxCredentials()
    var configuration = EmbeddedAPIServer.Configuration(address: try SocketAddress(listen))
    configuration.token = credentials.token
    configuration.folder = data
    configuration.objects = [SimulatedCluster.definition] + (try Self.documents(objects))
    let transport = ServiceTransport(try CurlTransport(), try services.map { try ServiceTransport.place($0) })
    let server = try EmbeddedAPIServer(
      configuration, certificate: try credentials.certificate(), transport: transport, now: { .now }, logger: logger)
    let notice = ReadyNotice { [kubeconfig] in
      // What keeps it from listening ends everything, and says so there.
      guard let address = try? await server.boundAddress else { return }
      try credentials.writeKubeconfig(to: kubeconfig, server: "https://\(address)")
      Terminal.print("ready: https://\(address), kubeconfig \(kubeconfig)")
    }
    try await ServiceGroup(
      configuration: .init(services: [server, notice], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
  }

  /// Definitions first: the others may be of their kinds.
  private static func documents(_ paths: [String]) throws -> [JSONValue] {
    var input = LintInput()
    for path in paths { input.read(path) }
    guard input.errors.isEmpty else { throw ValidationError(input.errors.joined(separator: "\n")) }
    let values = input.documents.map(\.value).filter { KubeObject($0).kind != "Kustomization" }
    let isDefinition = { (value: JSONValue) in KubeObject(value).kind == "CustomResourceDefinition" }
    return values.filter(isDefinition) + values.filter { !isDefinition($0) }
  }
}
