// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import HTTPServer
import Logging
import ManifestFacts
import Policy
import Posix
import ServiceLifecycle
import TLS
import UnixSignals
import Webhook

/// The composition root of `serve`: makes every part and runs them until SIGTERM or SIGINT.
struct Serving {
  private let services: [any Service]
  private let logger: Logger

  init(_ configuration: ServeConfiguration, logger: Logger) throws {
    _ = try DescriptorLimit.raise()
    var server = ServerConfiguration()
    server.loops = configuration.loops
    server.http2 = configuration.http2
    let certificate = try ServingCertificate(
      certificateFile: configuration.certificateFile, keyFile: configuration.keyFile, protocols: server.protocols,
      logger: logger)
    let readiness = Readiness()
    let reviews = ReviewMetrics()
    let (facts, factsService) = try Serving.facts(configuration.facts, logger)

    let webhook = HTTPService(
      server, on: configuration.listen, certificate: certificate.slot,
      handler: ReviewHandler(
        judge: Judge(enforcement: configuration.enforcement), facts: facts, readiness: readiness, now: { .now },
        metrics: reviews, logger: logger),
      logger: logger)

    // They stop one after the other, the last of the list first: readiness goes, then reviews are finished, and probes
    // are answered to the end.
    var services: [any Service] = []
    if let address = configuration.healthListen {
      let handler = HealthHandler(readiness: readiness, notAfter: { certificate.notAfter }) {
        MetricsPage(webhook.metrics.snapshot, reviews.snapshot, certificateNotAfter: certificate.notAfter).text
      }
      var plain = ServerConfiguration()
      plain.drainDelay = .zero
      plain.drainTimeout = .seconds(1)
      services.append(HTTPService(plain, on: address, certificate: nil, handler: handler, logger: logger))
    }
    services.append(certificate)
    if let factsService { services.append(factsService) }
    services += [webhook, StoppingNotice(readiness: readiness)]
    self.services = services
    self.logger = logger
  }

  func run() async throws {
    let group = ServiceGroup(
      configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  private static func facts(
    _ source: ServeConfiguration.Facts, _ logger: Logger
  ) throws(FileError) -> (@Sendable () -> any FactSource, (any Service)?) {
    switch source {
    case .none:
      let nothing = NoFacts(reason: "the server runs with --facts none")
      return ({ nothing }, nil)
    case .folder(let path):
      let folder = try FolderFacts(folder: path, logger: logger)
      return ({ folder.current }, folder)
    }
  }
}

/// Makes `/readyz` say no as soon as the process is told to stop.
private struct StoppingNotice: Service {
  let readiness: Readiness

  func run() async throws {
    try await gracefulShutdown()
    readiness.lost(.draining)
  }
}
