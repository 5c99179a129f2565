// SPDX-License-Identifier: Apache-2.0
import Certificates
import HTTPServer
import KubeClient
import KubeModel
import Logging
import TLS

/// The certificate that the replicas make for themselves.
final class SelfSignedCertificate: CertificateSource {
  /// For each request: what an API server does not answer by then is asked again.
  private static let patience = Duration.seconds(10)

  let slot: TLSContextSlot
  private let service: CertificateService

  init(
    _ settings: CertificateSettings, in selection: ClusterSelection, protocols: [ALPNProtocol], logger: Logger
  ) throws {
    let slot = TLSContextSlot(try SelfSignedCertificate.placeholder(protocols))
    self.slot = slot
    // With a rate of its own: nothing must wait behind reviews here, nor the other way round.
    let client = try ClusterSelection.client(try selection.connection()).with(timeout: SelfSignedCertificate.patience)
    service = try CertificateService(
      settings, identity: Pod.newIdentity, of: client,
      use: { leaf throws(TLSError) in slot.replace(with: try SelfSignedCertificate.context(leaf, protocols)) },
      now: { client.serverTime.now ?? .now }, logger: logger)
  }

  var notAfter: Int64 { service.report.notAfter ?? 0 }
  var obstacle: String? { service.report.obstacle }
  var report: CertificateReport? { service.report }

  func run() async { await service.run() }

  private static func context(_ leaf: ServingLeaf, _ protocols: [ALPNProtocol]) throws(TLSError) -> TLSContext {
    try .server(chain: leaf.chain.map(\.certificate), key: try PrivateKey(pem: leaf.key), protocols: protocols)
  }

  /// What is shown before there is anything that somebody trusts.
  private static func placeholder(_ protocols: [ALPNProtocol]) throws(TLSError) -> TLSContext {
    let now = Instant.now.seconds
    let key = try PrivateKey.generate()
    let builder = CertificateBuilder(
      commonName: "cassette, not ready yet", validity: CertificateValidity(notBefore: now, notAfter: now + 86_400))
    return try .server(chain: [try builder.authority(key: key)], key: key, protocols: protocols)
  }
}
