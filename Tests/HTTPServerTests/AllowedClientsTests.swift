// SPDX-License-Identifier: Apache-2.0
import Foundation
import Posix
import TLS
import TestSupport
import Testing

@testable import HTTPServer

private let curl = "/usr/bin/curl"

@Suite(
  "Clients that must show a certificate", .enabled(if: FileManager.default.isExecutableFile(atPath: curl)),
  .timeLimit(.minutes(1)))
struct AllowedClientsTests {
  /// What curl says.
  private struct Outcome {
    var answer: String
    var error: String
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("server.crt", try TestCertificates.shared().authority.pem())
  }

  @Test(
    "one that has an allowed name is answered, by common name or DNS name, in every version",
    arguments: ["--http1.1", "--http2"], ["--tls-max 1.2", "--tlsv1.3"])
  func allowed(http: String, tls: String) async throws {
    try issue("api")
    try issue("other", "subjectAltName=DNS:api.example")
    try await TestServer.run(clients: try clients("nobody", "api", "API.example")) { server in
      for name in ["api", "other"] {
        let outcome = try await run("\(http) \(tls)", as: name, server)
        #expect(outcome.answer == "hello 200 \(http == "--http2" ? "2" : "1.1")")
      }
      #expect(server.metrics.clientsOfOtherName == 0 && server.metrics.clientsWithoutTrust == 0)
    }
  }

  @Test("without names every client of the authority is answered")
  func anyName() async throws {
    try issue("whoever")
    try await TestServer.run(clients: try clients()) { server in
      let outcome = try await run("", as: "whoever", server)
      #expect(outcome.answer.hasPrefix("hello 200"))
    }
  }

  @Test("one with another name is told so, over each protocol, and not heard", arguments: ["--http1.1", "--http2"])
  func otherName(http: String) async throws {
    try issue("intruder", "subjectAltName=DNS:intruder.example")
    let handler = GatedHandler()
    try await TestServer.run(clients: try clients("api", "front-proxy"), handler: handler) { server in
      let outcome = try await run(http, as: "intruder", server)
      let message = "The client's certificate is for CN=intruder, intruder.example; allowed are api, front-proxy."
      #expect(outcome.answer.hasPrefix("\(message) 403 "))
      #expect(server.metrics.clientsOfOtherName == 1)
      #expect(server.metrics.refusals == [403: 1])
    }
  }

  @Test(
    "one without a certificate, or with one of another authority, is told by an alert",
    arguments: [("", "alert certificate required"), ("stranger", "alert unknown ca")])
  func stranger(name: String, alert: String) async throws {
    try issue("stranger")
    let known = try TestCertificates.shared().authority
    try await TestServer.run(clients: AllowedClients(try ClientAuthorities([known]), names: [])) { server in
      // More than fits into one packet, which the client sends before it knows.
      for _ in 0..<10 {
        let outcome = try await run("--tlsv1.3 --data-binary @server.crt", as: name, server)
        #expect(outcome.error.contains(alert))
      }
      #expect(server.metrics.clientsWithoutTrust == 10 && server.metrics.handshakesFailed == 10)
      #expect(server.metrics.requests == 0)
    }
  }

  @Test("new authorities are for new connections")
  func replaced() async throws {
    try issue("api")
    let clients = AllowedClients(try ClientAuthorities([try TestCertificates.shared().authority]), names: [])
    try await TestServer.run(clients: clients) { server in
      let before = try await run("", as: "api", server)
      #expect(before.answer.hasSuffix(" 000 0"))
      clients.replace(with: try authorities())
      let after = try await run("", as: "api", server)
      #expect(after.answer.hasPrefix("hello 200"))
    }
  }

  @Test("a certificate with very many names makes no long answer")
  func manyNames() throws {
    let names = (0..<500).map { "DNS:\(String(repeating: "a", count: 60)).\($0).example" }.joined(separator: ",")
    try issue("many", "subjectAltName=\(names)")
    let certificate = try Certificate.chain(pem: Array(try folder.read("many.crt").utf8))[0]
    let objection = try clients("api").objection(to: certificate)
    #expect(objection?.contains(" and 496 more; allowed are api.") == true)
    #expect((objection?.utf8.count ?? 0) < 2000)
  }

  @Test("who has shown nothing has no name")
  func nothing() throws {
    try issue("api")
    #expect(try clients().objection(to: nil) == "The client has shown no certificate.")
  }

  private func clients(_ names: String...) throws -> AllowedClients {
    AllowedClients(try authorities(), names: names)
  }

  private func authorities() throws -> ClientAuthorities {
    try ClientAuthorities(try Certificate.chain(pem: Array(try folder.read("ca.crt").utf8)))
  }

  private func issue(_ name: String, _ extensions: String...) throws {
    let tools = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Tools").standardizedFileURL
    let process = Process()
    process.executableURL = tools.appending(path: "client-certificate")
    process.arguments = [folder.path, name, "1", "basicConstraints=CA:FALSE"] + extensions
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "this test needs openssl")
  }

  /// - Parameter client: whose certificate is shown; empty for none.
  private func run(_ arguments: String, as client: String, _ server: TestServer) async throws -> Outcome {
    let (port, folder) = (server.address.port, folder)
    return try await TestServer.blocking {
      let process = Process()
      process.executableURL = URL(filePath: curl)
      process.currentDirectoryURL = URL(filePath: folder.path)
      var words = ["-sS", "-4", "--max-time", "20", "--cacert", "server.crt", "-w", " %{http_code} %{http_version}"]
      if !client.isEmpty { words += ["--cert", "\(client).crt", "--key", "\(client).key"] }
      words += ["-d", "hello"]
      words += arguments.split(separator: " ").map(String.init)
      process.arguments = words + ["https://localhost:\(port)/"]
      let (output, errors) = (Pipe(), Pipe())
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      let error = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return Outcome(answer: answer, error: error)
    }
  }
}
