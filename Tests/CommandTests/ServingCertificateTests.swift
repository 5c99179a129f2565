// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import Logging
import TLS
import TestSupport
import Testing

@testable import Command

@Suite("The certificate of the server")
struct ServingCertificateTests {
  private let folder: TemporaryFolder
  private let first: TestCertificates

  init() throws {
    folder = try TemporaryFolder()
    first = try TestCertificates.shared()
    try Self.write(first, to: folder)
  }

  private static func write(_ certificates: TestCertificates, to folder: TemporaryFolder) throws {
    try folder.write("tls.crt", certificates.certificate.pem())
    try folder.write("tls.key", certificates.key.pem())
  }

  private func certificate() throws -> ServingCertificate {
    try ServingCertificate(
      certificateFile: folder.file("tls.crt"), keyFile: folder.file("tls.key"), protocols: [.http11],
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private func other(notAfter: Int64 = 4_000_000_000) throws -> TestCertificates {
    try TestCertificates(
      validity: CertificateValidity(notBefore: TestCertificates.validity.notBefore, notAfter: notAfter))
  }

  /// Whether a client that trusts these authorities reaches a server with the certificate.
  private func reaches(_ certificate: ServingCertificate, _ certificates: TestCertificates) -> Bool {
    do {
      var pair = try TLSPair.make(client: certificates.clientContext(), server: certificate.slot.current)
      _ = try pair.handshake()
      return true
    } catch {
      return false
    }
  }

  @Test("the files are used as they are at the start")
  func start() throws {
    let certificate = try certificate()
    #expect(certificate.notAfter == TestCertificates.validity.notAfter)
    #expect(reaches(certificate, first))
    #expect(try !reaches(certificate, other()))
  }

  @Test("a new pair is used from the next look on")
  func replaced() throws {
    let certificate = try certificate()
    let second = try other()
    try Self.write(second, to: folder)
    #expect(reaches(certificate, first))
    certificate.refresh()
    #expect(reaches(certificate, second))
    #expect(!reaches(certificate, first))
    #expect(certificate.notAfter == 4_000_000_000)
  }

  @Test("one that has expired speaks against being ready")
  func expired() throws {
    #expect(try certificate().obstacle == nil)
    try Self.write(try other(notAfter: 1_600_000_000), to: folder)
    #expect(try certificate().obstacle == "the certificate expired at 2020-09-13T12:26:40Z")
  }

  @Test("files that did not change leave the context as it is")
  func unchanged() throws {
    let certificate = try certificate()
    let context = certificate.slot.current
    certificate.refresh()
    #expect(certificate.slot.current === context)
  }

  @Test("half of a new pair is not used; both halves are")
  func half() throws {
    let certificate = try certificate()
    let second = try other()
    try folder.write("tls.crt", second.certificate.pem())
    certificate.refresh()
    #expect(reaches(certificate, first))
    #expect(certificate.notAfter == TestCertificates.validity.notAfter)
    try folder.write("tls.key", second.key.pem())
    certificate.refresh()
    #expect(reaches(certificate, second))
  }

  @Test(
    "a broken file leaves the last pair in use", arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\n"])
  func broken(_ text: String) throws {
    let certificate = try certificate()
    try folder.write("tls.crt", text)
    certificate.refresh()
    #expect(reaches(certificate, first))
    try Self.write(first, to: folder)
    try folder.write("tls.key", text)
    certificate.refresh()
    #expect(reaches(certificate, first))
  }

  @Test("without a pair that fits there is no start")
  func noStart() throws {
    let key = try other().key.pem()
    try folder.write("tls.key", key)
    #expect(throws: TLSError.self) { try certificate() }
    try folder.write("tls.crt", "")
    #expect(throws: TLSError.self) { try certificate() }
  }
}
