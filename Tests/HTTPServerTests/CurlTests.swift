// SPDX-License-Identifier: Apache-2.0
import Foundation
import Posix
import TLS
import TestSupport
import Testing

@testable import HTTPServer

private let curl = "/usr/bin/curl"

@Suite(
  "A client we did not write", .enabled(if: FileManager.default.isExecutableFile(atPath: curl)), .timeLimit(.minutes(1))
)
struct CurlTests {
  @Test(
    "curl gets its answers in every version",
    arguments: ["--http1.1", "--http2"], ["--tls-max 1.2", "--tlsv1.3"])
  func versions(http: String, tls: String) async throws {
    try await TestServer.run { server in
      let answer = try await run([http] + tls.split(separator: " ").map(String.init) + ["-d", "hello"], server)
      #expect(answer == "hello 200 \(http == "--http2" ? "2" : "1.1")")
    }
  }

  @Test("an answer that comes later reaches it over HTTP/2 too")
  func later() async throws {
    try await TestServer.run { server in
      let answer = try await run(["--http2", "-d", "hello"], server, path: "/later")
      #expect(answer == "hello 200 2")
    }
  }

  @Test("a large upload and a large download are whole", arguments: ["--http1.1", "--http2"])
  func large(http: String) async throws {
    try await TestServer.run { server in
      let body = String(repeating: "0123456789", count: 300_000)
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).body")
      try Data(body.utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let answer = try await run([http, "--data-binary", "@\(file.path)"], server)
      #expect(answer.hasPrefix(body))
      #expect(answer.count == body.count + (http == "--http2" ? 6 : 8))
    }
  }

  @Test("an answer that is made while it is sent is whole", arguments: ["--http1.1", "--http2"])
  func streamed(http: String) async throws {
    try await TestServer.run { server in
      let answer = try await run([http], server, path: "/streamed?bytes=1000000")
      #expect(answer.count == 1_000_000 + (http == "--http2" ? 6 : 8))
    }
  }

  private func run(_ arguments: [String], _ server: TestServer, path: String = "/") async throws -> String {
    let port = server.address.port
    return try await TestServer.blocking {
      let authority = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pem")
      try Data(try TestCertificates.shared().authority.pem()).write(to: authority)
      defer { try? FileManager.default.removeItem(at: authority) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: curl)
      process.arguments =
        ["-sS", "--max-time", "20", "--cacert", authority.path, "-w", " %{http_code} %{http_version}"] + arguments
        + ["https://localhost:\(port)\(path)", "-4"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
