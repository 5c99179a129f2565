// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel
import Logging
import ServiceLifecycle
import Synchronization
import TLS
import TestSupport
import Testing

@Suite("The service that keeps certificates")
struct CertificateServiceTests {
  private let cluster = MemoryCluster()
  private let clock = ManualClock()
  private let lines = LogLines(from: .trace)

  private func service(
    use: @escaping @Sendable (ServingLeaf) throws(TLSError) -> Void = { _ in }
  ) throws -> CertificateService {
    try CertificateService(
      SimulatedStore.settings, identity: "me", of: cluster, use: use, now: { Instant(seconds: 1_800_000_000) },
      clock: clock, logger: lines.logger)
  }

  /// Runs the service beside the body, and stops it in good order.
  private func running(_ service: CertificateService, _ body: () async throws -> Void) async throws {
    let group = ServiceGroup(configuration: .init(services: [service], logger: lines.logger))
    let running = Task { try await group.run() }
    try await body()
    await group.triggerGracefulShutdown()
    try await running.value
  }

  @Test("it makes certificates, serves them, and leaves when it is told to stop")
  func run() async throws {
    let served = Mutex<[String]>([])
    let service = try service { leaf in served.withLock { $0.append(leaf.fingerprint) } }
    #expect(service.report.obstacle == "there is no certificate yet")
    try await running(service) {
      await clock.sleeper()
      #expect(service.report.obstacle == nil && service.report.rotations == 0 && service.report.errors == 0)
      let state = try #require(cluster.certificates)
      #expect(served.withLock { $0 } == [state.leaf.fingerprint])
      #expect(service.report.notAfter == state.leaf.validity.notAfter)
      #expect(service.report.authorityNotAfter == state.authority.certificate.validity.notAfter)
      #expect(state.replicas.keys.sorted() == ["me"])
    }
    #expect(cluster.certificates?.replicas == [:])
  }

  @Test("it rotates on request, each step with its reason in the log, and no key")
  func rotation() async throws {
    let service = try service()
    try await running(service) {
      await clock.sleeper()
      cluster.state.withLock { $0.store.ask(for: .authority) }
      await clock.advanceToNextSleeper()
      await clock.sleeper()
      #expect(service.report.rotations == 1)
      #expect(cluster.state.withLock { $0.checks } == 1)
    }
    let text = lines.text
    for line in [
      "making the first certificates reason=there is no Secret",
      "making a new authority reason=somebody asked for a new authority",
      "signing by the new authority reason=reviews arrive since the new authority was published",
    ] { #expect(text.contains(line), "\(line)") }
    #expect(!text.contains("PRIVATE") && !text.contains("BEGIN"))
  }

  @Test("failures are counted, told once, and tried again")
  func failures() async throws {
    cluster.state.withLock {
      $0.failures = Array(repeating: .refused(Status(.forbidden, message: "no rights"), retryAfter: nil), count: 3)
    }
    let service = try service()
    try await running(service) {
      for _ in 0..<3 { await clock.advanceToNextSleeper() }
      await clock.sleeper()
      #expect(service.report.errors == 3 && service.report.obstacle == nil)
    }
    #expect(lines.text.ranges(of: "keeping certificates failed").count == 1)
  }

  @Test("a leaf that cannot be used is tried again, and not faster than one can look")
  func unusable() async throws {
    let attempts = Mutex(0)
    let service = try service { (_) throws(TLSError) in
      attempts.withLock { $0 += 1 }
      throw TLSError(operation: "use the private key with this certificate", reasons: [])
    }
    try await running(service) {
      await clock.advanceToNextSleeper()
      await clock.sleeper()
      #expect(attempts.withLock { $0 } == 2)
      #expect(service.report.obstacle == "there is no certificate yet")
    }
  }
}
