// SPDX-License-Identifier: Apache-2.0
import Testing

struct VersionTests {
  @Test(
    "curl gets its answer over every version of HTTP and TLS",
    arguments: ["--http1.1", "--http2"], ["--tls-max 1.2", "--tlsv1.3"])
  func curl(http: String, tls: String) async throws {
    try await LoneServer.run { lone in
      let lines = try await lone.lines("\(lone.curl) \(http) \(tls) --verbose \(lone.sendReview) 2>&1")
      #expect(lines.last == "200")
      #expect(lines.contains { $0.contains("\"uid\":\"\(LoneServer.uid)\",\"allowed\":true") })
      #expect(lines.contains { $0.contains("SSL connection using \(tls == "--tlsv1.3" ? "TLSv1.3" : "TLSv1.2")") })
      #expect(lines.contains { $0.hasPrefix(http == "--http2" ? "< HTTP/2 200" : "< HTTP/1.1 200") })
    }
  }

  @Test("a server told to speak HTTP/1.1 only does not offer HTTP/2")
  func noHTTP2() async throws {
    try await LoneServer.run(["--no-http2"]) { lone in
      let lines = try await lone.lines(
        "\(lone.curl) --http2 --write-out '\\n%{http_version}' \(lone.sendReview)")
      #expect(lines.last == "1.1")
    }
  }

  @Test("TLS before 1.2 is refused", arguments: ["-tls1", "-tls1_1"])
  func oldTLS(version: String) async throws {
    try await LoneServer.run { lone in
      let lines = try await lone.lines(
        """
        openssl s_client \(version) -cipher 'ALL:@SECLEVEL=0' -connect localhost:\(lone.server.settings.port) \
          </dev/null 2>&1
        """)
      #expect(lines.contains { $0.contains("alert protocol version") }, "\(lines)")
    }
  }

  @Test("a hundred connections at once all get the right answer", arguments: ["", "--h1"])
  func manyConnections(version: String) async throws {
    try await Tool.require("h2load")
    let requests = 5000
    try await LoneServer.run { lone in
      let body = try await lone.lines("\(lone.curl) \(lone.sendReview)")
      let length = try #require(body.first).utf8.count
      let report = try await lone.lines(
        """
        h2load \(version) --requests=\(requests) --clients=100 --header='content-type: application/json' \
          --data='\(LoneServer.review)' \(lone.url)/validate
        """)
      #expect(report.contains("status codes: \(requests) 2xx, 0 3xx, 0 4xx, 0 5xx"), "\(report)")
      #expect(
        report.contains { $0.hasPrefix("requests: ") && $0.contains("\(requests) succeeded, 0 failed, 0 errored") })
      // h2load counts the bytes of bodies: all are as long as the right answer.
      #expect(report.contains { $0.hasPrefix("traffic: ") && $0.contains("(\(requests * length)) data") }, "\(report)")
    }
  }
}
