// SPDX-License-Identifier: Apache-2.0
import Glibc
import Outbound
import Testing

@testable import OutboundCurl

@Suite("A request through somebody else", .timeLimit(.minutes(1)))
struct ProxyTests {
  let transport: CurlTransport

  init() throws { transport = try CurlTransport() }

  @Test("a proxy is asked for the whole URL")
  func proxy() async throws {
    let proxy = try ScriptedServer.answering { $0.answer(String($1.head.prefix { $0 != "\r\n" })) }
    let request = OutboundRequest(.get, "http://cluster.invalid/a", proxy: .url(proxy.url))
    let response = try await transport.response(to: request)
    #expect(String(decoding: response.body, as: UTF8.self) == "GET http://cluster.invalid/a HTTP/1.1")
  }

  @Test("a proxy that refuses the way to a secured server is a server out of reach")
  func refused() async throws {
    let proxy = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    }
    let request = OutboundRequest(.post, "https://cluster.invalid/a", body: [1], proxy: .url(proxy.url))
    let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
    #expect(error?.kind == .unreachable)
    #expect(error?.description.contains("403") == true)
  }

  @Test(
    "the URL of a proxy that cannot be used is not repeated",
    arguments: ["", "http://user:hidden@[/", "ftp://user:hidden@host", "user:hidden@host"])
  func unusable(url: String) async throws {
    let request = OutboundRequest(.get, "http://127.0.0.1/", proxy: .url(url))
    let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
    #expect(error?.kind == .unusable)
    #expect(error?.description.contains("hidden") == false)
  }

  @Test("the environment says through whom, for those who ask for it")
  func environment() async throws {
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer.answering { connection, _ in connection.answer("proxy") }
      let server = try ScriptedServer.answering { connection, _ in connection.answer("server") }
      setenv("http_proxy", proxy.url, 1)
      setenv("no_proxy", "excepted.invalid", 1)
      let transport = try CurlTransport()
      func answer(_ url: String, _ way: OutboundProxy) async throws -> [UInt8] {
        try await transport.response(to: OutboundRequest(.get, url, proxy: way)).body
      }
      #expect(try await answer(server.url, .none) == Array("server".utf8))
      #expect(try await answer(server.url, .environment) == Array("proxy".utf8))
      #expect(try await answer("http://excepted.invalid/", .url(proxy.url)) == Array("proxy".utf8))
      setenv("no_proxy", "127.0.0.1", 1)
      #expect(try await answer(server.url, .environment) == Array("server".utf8))
    }
  }

  @Test("a password in the environment's proxy is not repeated")
  func environmentPassword() async throws {
    await #expect(processExitsWith: .success) {
      for proxy in ["nothing://user:hidden@host", "http://user:hidden@[", "user:hidden@ho st"] {
        setenv("http_proxy", proxy, 1)
        let transport = try CurlTransport()
        let request = OutboundRequest(.get, "http://127.0.0.1/", proxy: .environment)
        let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
        #expect(try #require(error).description.contains("hidden") == false)
      }
    }
  }
}
