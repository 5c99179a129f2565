// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import TLS

@Suite struct CertificateTests {
  @Test("a server's certificate says what it was made with")
  func fields() throws {
    let validity = CertificateValidity(notBefore: 1_700_000_000, notAfter: 2_600_000_000)
    let made = try TestCertificates(names: ["Webhook.Default.svc", "10.0.0.1", "fe80::1"], validity: validity)
    let certificate = made.certificate
    #expect(certificate.subject == "CN=Test Server")
    #expect(certificate.names.map(\.description) == ["webhook.default.svc", "10.0.0.1", "fe80:0:0:0:0:0:0:1"])
    #expect(try certificate.validity() == validity)
    #expect(!certificate.isAuthority)
    #expect(made.authority.isAuthority)
    #expect(made.authority.names == [])
  }

  @Test("the ends of a validity belong to it")
  func validity() {
    let validity = CertificateValidity(notBefore: 10, notAfter: 20)
    #expect([9, 10, 20, 21].map(validity.contains) == [false, true, true, false])
    #expect(!CertificateValidity(notBefore: 20, notAfter: 10).contains(15))
  }

  @Test("a chain is read from PEM in its order, with other things between, and written back")
  func chain() throws {
    let made = try TestCertificates.shared()
    let pem = try made.certificate.pem() + made.key.pem() + Array("a comment\n".utf8) + made.authority.pem()
    let chain = try Certificate.chain(pem: pem)
    #expect(
      try chain.map { try $0.fingerprint() } == [
        made.certificate.fingerprint(), made.authority.fingerprint(),
      ])
    #expect(try chain[0].pem() == made.certificate.pem())
  }

  @Test(
    "what is no certificate is refused with a reason",
    arguments: [
      ("", "no start line"),
      ("hello", "no start line"),
      ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "asn1"),
      ("-----BEGIN CERTIFICATE-----\nAAAA\n", ""),
    ])
  func refused(pem: String, reason: String) {
    let error = #expect(throws: TLSError.self) { try Certificate.chain(pem: Array(pem.utf8)) }
    #expect(error?.operation == "read a certificate in PEM")
    #expect(error?.reasons.isEmpty == false)
    #expect(reason.isEmpty || error?.description.contains(reason) == true)
  }

  @Test("a chain with a broken second certificate is refused, not shortened")
  func brokenChain() throws {
    let whole = try TestCertificates.shared().certificate.pem()
    let broken = Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8)
    #expect(throws: TLSError.self) { try Certificate.chain(pem: whole + broken) }
  }

  @Test("a key survives PEM, and an encrypted one is refused without a question at the terminal")
  func keys() throws {
    let made = try TestCertificates.shared()
    let pem = try made.key.pem()
    #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN " + "PRIVATE KEY-----\n"))
    let copy = try PrivateKey(pem: pem)
    _ = try TLSContext.server(chain: [made.certificate], key: copy, protocols: [])

    let encrypted = try Self.openssl(["pkcs8", "-topk8", "-passout", "pass:secret"], input: pem)
    #expect(encrypted.output.hasPrefix("-----BEGIN " + "ENCRYPTED PRIVATE KEY-----"))
    let error = #expect(throws: TLSError.self) { try PrivateKey(pem: Array(encrypted.output.utf8)) }
    #expect(error?.operation == "read a private key in PEM, not encrypted")
  }

  @Test("openssl verifies the chain strictly, for a server and for its name")
  func verifies() throws {
    let made = try TestCertificates.shared()
    let folder = FileManager.default.temporaryDirectory.appending(path: "cassette-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let authority = folder.appending(path: "ca.crt")
    try Data(made.authority.pem()).write(to: authority)
    let arguments = ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", authority.path]
    let certificate = try made.certificate.pem()
    for name in [["-verify_hostname", "localhost"], ["-verify_hostname", "a.default.svc"], ["-verify_ip", "::1"]] {
      let result = try Self.openssl(arguments + name, input: certificate)
      #expect(result.status == 0, "\(result.output)")
    }
    let wrong = try Self.openssl(arguments + ["-verify_hostname", "example.org"], input: certificate)
    #expect(wrong.status != 0)
  }

  @Test("two certificates for the same names have different serial numbers and fingerprints")
  func unique() throws {
    let made = try TestCertificates.shared()
    let builder = CertificateBuilder(commonName: "Test Authority", validity: TestCertificates.validity)
    let again = try builder.authority(key: made.authorityKey)
    #expect(try again.fingerprint() != made.authority.fingerprint())
    #expect(try again.fingerprint().utf8.count == 64)
  }

  @Test(
    "what can be no name of a server is refused",
    arguments: [
      "", ".", "a..b", "-a", "a-", "a b", "a,DNS:b", "a.*", "b\u{e4}r", "1.2.3.4.", "*",
      String(repeating: "a", count: 64), Array(repeating: "abc", count: 64).joined(separator: "."), "::1%eth0",
    ])
  func names(text: String) {
    let error = #expect(throws: TLSError.self) { try SubjectName(text) }
    #expect(error?.description.contains("\"\(text)\"") == true)
  }

  @Test("a server's certificate needs a name")
  func nameless() throws {
    let error = #expect(throws: TLSError.self) { try TestCertificates(names: []) }
    #expect(error?.description == "make a server's certificate: it has no name")
  }

  private static func openssl(_ arguments: [String], input: [UInt8]) throws -> (status: Int32, output: String) {
    let process = Process()
    let (stdin, stdout) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: input)
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
