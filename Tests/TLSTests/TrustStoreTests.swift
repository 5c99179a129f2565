// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import TLS

@Suite("What clients trust")
struct TrustStoreTests {
  private let old: (certificate: Certificate, key: PrivateKey)
  private let new: (certificate: Certificate, key: PrivateKey)
  private let bridge: Certificate
  private let leaf: Certificate
  private let leafKey: PrivateKey

  /// A leaf of a new authority that an old one vouches for.
  init() throws {
    let validity = TestCertificates.validity
    func authority(_ name: String) throws -> (Certificate, PrivateKey) {
      let key = try PrivateKey.generate()
      return (try CertificateBuilder(commonName: name, validity: validity).authority(key: key), key)
    }
    old = try authority("Old")
    new = try authority("New")
    bridge = try CertificateBuilder(commonName: "New", validity: validity)
      .successor(key: new.key, authority: old.certificate, authorityKey: old.key)
    leafKey = try PrivateKey.generate()
    leaf = try CertificateBuilder(commonName: "leaf", validity: validity)
      .server(names: [try SubjectName("localhost")], key: leafKey, authority: new.certificate, authorityKey: new.key)
  }

  private func refusal(
    of chain: [Certificate], by authorities: [Certificate], at seconds: Int64 = 1_800_000_000
  ) throws -> String? {
    try TrustStore(authorities).refusal(of: chain, at: seconds)
  }

  @Test("a chain is accepted by whoever trusts either authority, and refused by others")
  func bridged() throws {
    #expect(try refusal(of: [leaf, bridge], by: [old.certificate]) == nil)
    #expect(try refusal(of: [leaf, bridge], by: [new.certificate]) == nil)
    #expect(try refusal(of: [leaf], by: [new.certificate]) == nil)
    #expect(try refusal(of: [leaf], by: [old.certificate]) == "unable to get local issuer certificate")
    #expect(try refusal(of: [leaf, bridge], by: [TestCertificates.shared().authority]) != nil)
    #expect(try refusal(of: [leaf, bridge], by: []) != nil)
  }

  @Test("time counts", arguments: [(1_577_836_799, false), (1_577_836_800, true), (4_733_510_401, false)])
  func time(seconds: Int64, isAccepted: Bool) throws {
    #expect(try (refusal(of: [leaf], by: [new.certificate], at: seconds) == nil) == isAccepted)
  }

  @Test("an authority that another one vouches for makes no further authorities")
  func pathLength() throws {
    let key = try PrivateKey.generate()
    let third = try CertificateBuilder(commonName: "Third", validity: TestCertificates.validity)
      .successor(key: key, authority: new.certificate, authorityKey: new.key)
    let leaf = try CertificateBuilder(commonName: "leaf", validity: TestCertificates.validity)
      .server(names: [try SubjectName("localhost")], key: key, authority: third, authorityKey: key)
    #expect(try refusal(of: [leaf, third], by: [new.certificate]) == nil)
    #expect(try refusal(of: [leaf, third, bridge], by: [old.certificate]) == "path length constraint exceeded")
  }

  @Test("a client that knows only the old authority shakes hands with a server that shows both steps")
  func handshake() throws {
    let server = try TLSContext.server(chain: [leaf, bridge], key: leafKey, protocols: [])
    for authority in [old.certificate, new.certificate] {
      var pair = try TLSPair.make(client: try .client(trusting: [authority], protocols: []), server: server)
      #expect(try pair.handshake().version == .tls13)
    }
  }

  @Test("an empty chain is a mistake")
  func empty() throws {
    #expect(throws: TLSError.self) { try refusal(of: [], by: [new.certificate]) }
  }
}
