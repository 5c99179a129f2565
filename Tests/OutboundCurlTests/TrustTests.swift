// SPDX-License-Identifier: Apache-2.0
import Outbound
import TLS
import TestSupport
import Testing

@testable import OutboundCurl

@Suite("Whom a request trusts, and as whom it comes", .timeLimit(.minutes(1)))
struct TrustTests {
  let transport: CurlTransport

  init() throws { transport = try CurlTransport() }

  private func ask(_ server: SecuredServer, _ security: OutboundSecurity?) async throws -> SecuredServer.Answer {
    let request = OutboundRequest(.get, server.url, security: security)
    return try SecuredServer.Answer(try await transport.response(to: request))
  }

  private func refusal(by server: SecuredServer, _ security: OutboundSecurity?) async throws -> String {
    let error = await #expect(throws: TransportError.self) { try await ask(server, security) }
    let reason = try #require(error).description
    #expect(error?.kind == .untrusted, "\(reason)")
    #expect(reason.hasPrefix("127.0.0.1:\(server.port): "))
    #expect(!reason.contains("hidden"))
    return reason
  }

  @Test("a server with a certificate of the given authority is trusted, and spoken to in TLS 1.3")
  func trusted() async throws {
    let server = try SecuredServer()
    let answer = try await ask(server, try server.security())
    #expect(answer.version == "TLSv1.3")
    #expect(answer.host == "127.0.0.1:\(server.port)")
    #expect(answer.client == nil)
  }

  @Test("a server of another authority is not trusted, nor one that the system does not know")
  func otherAuthority() async throws {
    let server = try SecuredServer()
    let other = OutboundSecurity(authorities: try TestCertificates.shared().authority.pem())
    #expect(try await refusal(by: server, other).contains("certificate"))
    #expect(try await refusal(by: server, OutboundSecurity()).contains("certificate"))
    #expect(try await refusal(by: server, nil).contains("certificate"))
  }

  @Test("a server with another name is not trusted")
  func otherName() async throws {
    let server = try SecuredServer(names: ["kubernetes.default.svc"])
    #expect(try await refusal(by: server, try server.security()).contains("127.0.0.1"))
  }

  @Test("the name may be another than the URL's, which the field Host keeps")
  func serverName() async throws {
    let server = try SecuredServer(names: ["kubernetes.default.svc"])
    let answer = try await ask(server, try server.security(serverName: "kubernetes.default.svc"))
    #expect(answer.name == "kubernetes.default.svc")
    #expect(answer.host == "127.0.0.1:\(server.port)")
    #expect(try await refusal(by: server, try server.security(serverName: "other.default.svc")).contains("other"))
  }

  @Test("whoever asks for it gets no verification, and nobody else on the same connection")
  func unverified() async throws {
    let server = try SecuredServer(names: ["elsewhere"])
    let unverified = OutboundSecurity(skipsVerification: true)
    #expect(try await ask(server, unverified).connection == 0)
    #expect(try await refusal(by: server, nil).contains("certificate"))
    #expect(try await refusal(by: server, try server.security()).contains("127.0.0.1"))
    #expect(try await ask(server, unverified).connection == 0)
  }

  @Test("a connection is used again by those who trust and come alike, and by no others")
  func reuse() async throws {
    let server = try SecuredServer(names: ["127.0.0.1", "localhost", "kubernetes"])
    let client = try ClientCertificate.known.get()
    let nobody = try server.security()
    let known = try server.security(client)
    let named = try server.security(serverName: "kubernetes")
    for _ in 0..<2 {
      let first = try await ask(server, nobody)
      #expect(first.connection == 0)
      #expect(first.client == nil)
      let second = try await ask(server, known)
      #expect(second.connection == 1)
      #expect(second.client == "known")
      #expect(try await ask(server, named).connection == 2)
    }
  }

  @Test(
    "a client with a certificate that the server believes is let in, in each version",
    arguments: ["TLSv1_2", "TLSv1_3"])
  func client(version: String) async throws {
    let server = try SecuredServer(clients: .required, newest: version)
    #expect(try await ask(server, try server.security(try ClientCertificate.known.get())).client == "known")
    #expect(try await refusal(by: server, try server.security()).contains("alert"))
    #expect(try await refusal(by: server, try server.security(try ClientCertificate.unknown.get())).contains("alert"))
  }

  @Test("TLS older than 1.2 is not spoken")
  func oldVersion() async throws {
    let server = try SecuredServer(newest: "TLSv1_1")
    #expect(try await refusal(by: server, try server.security()).contains("version"))
  }

  @Test("certificates and keys that cannot be read are named as such")
  func unreadable() async throws {
    let server = try SecuredServer()
    let text = Array("no certificate".utf8)
    let client = try ClientCertificate.known.get()
    let other = try ClientCertificate.unknown.get()
    let authority = try server.certificates.authority.pem()
    for security in [
      OutboundSecurity(authorities: text),
      OutboundSecurity(authorities: []),
      OutboundSecurity(authorities: authority, certificate: text, key: client.key),
      OutboundSecurity(authorities: authority, certificate: client.certificate, key: text),
      OutboundSecurity(authorities: authority, certificate: client.certificate, key: other.key),
    ] {
      let error = await #expect(throws: TransportError.self) { try await ask(server, security) }
      #expect(error?.kind == .unusable, "\(String(describing: error))")
    }
  }

  @Test("a server that goes away in the handshake is not reached, rather than not trusted")
  func cutHandshake() async throws {
    let server = try ScriptedServer { connection in connection.readSome() }
    let error = await #expect(throws: TransportError.self) {
      try await transport.response(to: OutboundRequest(.get, "https://127.0.0.1:\(server.port)/"))
    }
    #expect(error?.kind == .unreachable)
  }
}
