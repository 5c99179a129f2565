// SPDX-License-Identifier: Apache-2.0
import Backups
import ClusterFacts
import Documents
import HTTPServer
import Logging
import Policy
import Posix
import Reconcilers
import ServiceLifecycle
import TLS
import UnixSignals
import Webhook

/// The composition root of `serve`: makes every part and runs them until SIGTERM or SIGINT.
struct Serving {
  private let services: [any Service]
  private let deadline: StopDeadline
  private let webhook: HTTPService
  private let readiness: Readiness
  private let logger: Logger

  init(_ configuration: ServeConfiguration, logger: Logger) throws {
    _ = try DescriptorLimit.raise()
    var server = ServerConfiguration()
    server.loops = configuration.loops
    server.http2 = configuration.http2
    server.drainDelay = configuration.drainDelay
    let certificate = try Serving.certificate(configuration.certificate, server.protocols, logger)
    let clients = try configuration.clients.map { try ServingClients($0, logger: logger) }
    let feed = ChangeFeed()
    let facts = try ServingFacts(configuration.facts, feed: feed, logger)
    let judge = Judge(enforcement: configuration.enforcement)
    let reconciler = try Serving.reconciler(configuration, feed, judge, facts.provider, logger)
    let readiness = Readiness { facts.cluster?.isSettled ?? true }
    let reviews = ReviewMetrics()

    let webhook = HTTPService(
      server, on: configuration.listen, certificate: certificate.slot, clients: clients?.allowed,
      handler: ReviewHandler(
        judge: judge, facts: facts.provider, now: { .now }, metrics: reviews, logger: logger),
      logger: logger)

    // Four seconds more than the server may take: with the usual delay that is within the 30 s that Kubernetes grants.
    deadline = StopDeadline(server.drainDelay + server.drainTimeout + .seconds(4))
    // They stop one after the other, the last of the list first: readiness goes, then reviews and reconciles are finished
    // side by side, and probes are answered to the end.
    var services: [any Service] = []
    if let address = configuration.healthListen {
      let handler = HealthHandler(readiness: readiness, certificateObstacle: { certificate.obstacle }) {
        var page = MetricsPage(
          webhook.metrics.snapshot, reviews.snapshot, facts.cluster?.reports ?? [], facts.cluster?.operations,
          reconciler?.report, certificateNotAfter: certificate.notAfter)
        page.add(certificate.report)
        return page.text
      }
      var plain = ServerConfiguration()
      plain.drainDelay = .zero
      plain.drainTimeout = .seconds(1)
      services.append(HTTPService(plain, on: address, certificate: nil, handler: handler, logger: logger))
    }
    services.append(certificate)
    if let clients { services.append(clients) }
    if let service = facts.service { services.append(service) }
    services.append(SideBySide(services: [webhook] + (reconciler.map { [$0] } ?? [])))
    services.append(StartedNotice(webhook: webhook))
    services.append(StoppingNotice(readiness: readiness, deadline: deadline))
    self.services = services
    self.webhook = webhook
    self.readiness = readiness
    self.logger = logger
  }

  private static func certificate(
    _ certificate: ServeConfiguration.Certificate, _ protocols: [ALPNProtocol], _ logger: Logger
  ) throws -> any CertificateSource {
    switch certificate {
    case .files(let certificate, let key):
      try ServingCertificate(certificateFile: certificate, keyFile: key, protocols: protocols, logger: logger)
    case .selfSigned(let settings, let selection):
      try SelfSignedCertificate(settings, in: selection, protocols: protocols, logger: logger)
    }
  }

  /// Nil for `--no-reconcile`.
  private static func reconciler(
    _ configuration: ServeConfiguration, _ feed: ChangeFeed, _ judge: Judge, _ facts: any FactProvider, _ logger: Logger
  ) throws -> ReconcilerService? {
    guard let reconciling = configuration.reconciling,
      case .cluster(let selection, let namespaces) = configuration.facts
    else { return nil }
    return try ServingReconciler.make(
      reconciling, selection, namespaces: namespaces, feed: feed, judge: judge, facts: facts, logger)
  }

  /// Where reviews are taken, once they are; throws what kept it from listening.
  var boundAddress: SocketAddress {
    get async throws { try await webhook.boundAddress }
  }

  /// Nil while the server is ready; otherwise what it waits for.
  var obstacle: String? { readiness.reason }

  /// - Parameter signals: those that end it; none where it is part of a larger whole, which ends it.
  func run(until signals: [UnixSignal] = [.sigterm, .sigint]) async throws {
    let group = ServiceGroup(
      configuration: .init(services: services, gracefulShutdownSignals: signals, logger: logger))
    try await deadline.run(logger) { try await group.run() }
  }
}

/// Gives back what only starting needed.
private struct StartedNotice: Service {
  let webhook: HTTPService

  func run() async throws {
    // What keeps it from listening it says itself.
    if (try? await webhook.boundAddress) != nil { UnusedMemory.giveBack() }
    try await gracefulShutdown()
  }
}

/// Makes `/readyz` say no as soon as the process is told to stop.
private struct StoppingNotice: Service {
  let readiness: Readiness
  let deadline: StopDeadline

  func run() async throws {
    try await gracefulShutdown()
    readiness.stop()
    deadline.toldToStop()
  }
}
