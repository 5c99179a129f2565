// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import TestSupport
import Testing

@testable import TLS

@Suite("Certificates of clients")
struct ClientAuthoritiesTests {
  private static let versions: [TLSVersion] = [.tls12, .tls13]

  private static func pair(_ version: TLSVersion, trusting authorities: [Certificate]) throws -> TLSPair {
    let certificates = try TestCertificates.shared()
    return try TLSPair.make(
      client: try certificates.clientContext(versions: version...version), server: try certificates.serverContext(),
      clients: try ClientAuthorities(authorities))
  }

  @Test("a client of an authority is let in, and known by its certificate", arguments: versions)
  func known(version: TLSVersion) throws {
    let issuer = try ClientIssuer()
    let client = try issuer.issue("api", "extendedKeyUsage=clientAuth", "subjectAltName=DNS:API.example,IP:10.0.0.1")
    let others = try TestCertificates.shared().authority
    var pair = try Self.pair(version, trusting: [others, try issuer.authority])
    client.use(in: pair.client)
    _ = try pair.handshake()
    let certificate = pair.server.peerCertificate
    let shown = try #require(certificate)
    #expect(shown.subject == "CN=api" && shown.issuer == "CN=clients")
    #expect(shown.commonNames == ["api"])
    #expect(shown.names.map(\.description) == ["api.example", "10.0.0.1"])
    #expect(try pair.client.write([1]) == 1)
    try pair.server.receive(pair.client.takeOutput())
    #expect(try pair.server.readAll().bytes == [1])
  }

  @Test("a certificate without a purpose is for all of them, as Go sees it too")
  func withoutPurpose() throws {
    let issuer = try ClientIssuer()
    let client = try issuer.issue("api", "basicConstraints=CA:FALSE")
    var pair = try Self.pair(.tls13, trusting: [try issuer.authority])
    client.use(in: pair.client)
    _ = try pair.handshake()
    let subject = pair.server.peerCertificate?.subject
    #expect(subject == "CN=api")
  }

  @Test("a client without a certificate is refused, with the alert for it", arguments: versions)
  func none(version: TLSVersion) throws {
    let issuer = try ClientIssuer()
    _ = try issuer.issue("api")
    var pair = try Self.pair(version, trusting: [try issuer.authority])
    let error = #expect(throws: TLSError.self) { try pair.handshake() }
    #expect(error?.description == "TLS handshake: peer did not return a certificate (SSL routines)")
    #expect(error?.isAboutPeerCertificate == true)
    let alert = version == .tls13 ? "alert certificate required" : "alert handshake failure"
    #expect(try Self.alert(&pair).contains(alert))
  }

  enum Wrong: String, CaseIterable {
    case expired = "certificate has expired: CN=client of CN=clients"
    case unknownAuthority = "unable to get local issuer certificate: CN=client of CN=clients"
    case purpose = "unsuitable certificate purpose: CN=client of CN=clients"
    case ours = "unsuitable certificate purpose: CN=Test Server of CN=Test Authority"

    var alert: String {
      switch self {
      case .expired: "alert certificate expired"
      case .unknownAuthority: "alert unknown ca"
      case .purpose, .ours: "alert unsupported certificate"
      }
    }
  }

  @Test(
    "a certificate that is not good for this is refused, and the error names it", arguments: versions, Wrong.allCases)
  func wrong(version: TLSVersion, _ wrong: Wrong) throws {
    let issuer = try ClientIssuer()
    let ours = try TestCertificates.shared()
    let client =
      switch wrong {
      case .expired: try issuer.issue("client", days: -1)
      case .unknownAuthority: try issuer.issue("client")
      case .purpose: try issuer.issue("client", "extendedKeyUsage=serverAuth")
      case .ours: ClientCertificate(certificate: ours.certificate, key: ours.key)
      }
    let authority = wrong == .unknownAuthority || wrong == .ours ? ours.authority : try issuer.authority
    var pair = try Self.pair(version, trusting: [authority])
    client.use(in: pair.client)
    let error = #expect(throws: TLSError.self) { try pair.handshake() }
    #expect(error?.description.contains(wrong.rawValue) == true, "\(error?.description ?? "")")
    #expect(error?.isAboutPeerCertificate == true)
    #expect(try Self.alert(&pair).contains(wrong.alert))
  }

  @Test("who trusts an intermediate authority alone trusts those that it has issued, and not its siblings")
  func intermediate() throws {
    let root = try ClientIssuer()
    let sibling = try root.issue("sibling")
    _ = try root.issue("sub", "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign")
    let sub = try ClientIssuer()
    try sub.folder.write("ca.crt", try root.folder.read("sub.crt"))
    try sub.folder.write("ca.key", try root.folder.read("sub.key"))
    let client = try sub.issue("client")

    var pair = try Self.pair(.tls13, trusting: [try sub.authority])
    client.use(in: pair.client)
    _ = try pair.handshake()
    var other = try Self.pair(.tls13, trusting: [try sub.authority])
    sibling.use(in: other.client)
    #expect(throws: TLSError.self) { try other.handshake() }
  }

  @Test("a failure that has nothing to do with the client's certificate does not say so")
  func otherFailure() throws {
    var server = try TLSConnection.server(
      try TestCertificates.shared().serverContext(),
      clients: try ClientAuthorities([try TestCertificates.shared().authority]))
    try server.receive(Array("no TLS at all".utf8))
    let error = #expect(throws: TLSError.self) { try server.handshake() }
    #expect(error?.isAboutPeerCertificate == false)
  }

  @Test("no authority, or a certificate that is none, is refused by name")
  func unusable() throws {
    #expect(throws: TLSError(operation: "trust authorities of clients", reasons: ["there is none"])) {
      try ClientAuthorities([])
    }
    let error = TLSError(
      operation: "trust CN=Test Server as an authority of clients",
      reasons: ["it is not the certificate of an authority"])
    #expect(throws: error) { try ClientAuthorities([try TestCertificates.shared().certificate]) }
  }

  /// What the client is told.
  private static func alert(_ pair: inout TLSPair) throws -> String {
    try pair.client.receive(pair.server.takeOutput())
    do {
      _ = try pair.client.handshake()
      _ = try pair.client.readAll()
      return ""
    } catch {
      return "\(error)"
    }
  }
}
