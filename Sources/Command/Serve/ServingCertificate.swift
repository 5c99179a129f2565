// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import HTTPServer
import KubeModel
import Logging
import ManifestFacts
import ServiceLifecycle
import Synchronization
import TLS

/// The certificate in two files, put into use again whenever their content changes. A pair that cannot be used, such as
/// one that is half written, leaves the last one in place.
final class ServingCertificate: CertificateSource {
  /// A Secret's mount is updated within a minute, so ten seconds add little.
  private static let interval = Duration.seconds(10)
  /// As much as a Secret can hold.
  private static let largestFile = 1 << 20

  private struct Content: Equatable {
    var certificate: [UInt8]
    var key: [UInt8]
  }

  let slot: TLSContextSlot
  private let certificateFile: String
  private let keyFile: String
  private let protocols: [ALPNProtocol]
  private let logger: Logger
  private let inUse: Mutex<(content: Content, notAfter: Int64)>

  init(certificateFile: String, keyFile: String, protocols: [ALPNProtocol], logger: Logger) throws {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
    self.protocols = protocols
    self.logger = logger
    let content = try ServingCertificate.read(certificateFile, keyFile)
    let (context, notAfter) = try ServingCertificate.context(content, protocols)
    slot = TLSContextSlot(context)
    inUse = Mutex((content, notAfter))
  }

  /// Seconds since 1970 after which clients refuse the certificate.
  var notAfter: Int64 { inUse.withLock { $0.notAfter } }

  var obstacle: String? {
    let end = Instant(seconds: notAfter)
    return end > .now ? nil : "the certificate expired at \(end)"
  }

  func run() async {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: ServingCertificate.interval)) != nil { self.refresh() }
    }
  }

  func refresh() {
    do {
      let content = try ServingCertificate.read(certificateFile, keyFile)
      guard content != inUse.withLock({ $0.content }) else { return }
      let (context, notAfter) = try ServingCertificate.context(content, protocols)
      slot.replace(with: context)
      inUse.withLock { $0 = (content, notAfter) }
      logger.info("certificate replaced", metadata: ["notAfter": "\(Instant(seconds: notAfter))"])
    } catch {
      logger.error("certificate not replaced, the last one stays in use", metadata: ["error": "\(error)"])
    }
  }

  private static func read(_ certificateFile: String, _ keyFile: String) throws(FileError) -> Content {
    Content(
      certificate: try FileBytes.read(certificateFile, limit: largestFile),
      key: try FileBytes.read(keyFile, limit: largestFile))
  }

  private static func context(
    _ content: Content, _ protocols: [ALPNProtocol]
  ) throws(TLSError) -> (TLSContext, notAfter: Int64) {
    let chain = try Certificate.chain(pem: content.certificate)
    let context = try TLSContext.server(chain: chain, key: try PrivateKey(pem: content.key), protocols: protocols)
    return (context, try chain[0].validity().notAfter)
  }
}
