// SPDX-License-Identifier: Apache-2.0
import Foundation
import Outbound
import TLS
import TestSupport
import Testing

/// An HTTPS server that we did not write, with certificates of its own; see Scripts/secured-server.py.
final class SecuredServer {
  /// What the server knows of its client.
  struct Answer: Decodable, Equatable {
    /// Counts from zero, in the order of finished handshakes.
    var connection: Int
    /// The common name in the client's certificate.
    var client: String?
    /// The field of the request.
    var host: String?
    /// The name that the client asked for in the handshake.
    var name: String?
    var version: String

    init(_ response: OutboundResponse) throws {
      self = try JSONDecoder().decode(Self.self, from: Data(response.body))
    }
  }

  enum Clients: String { case optional, required }

  let port: Int
  let certificates: TestCertificates
  private let folder = try? TemporaryFolder()
  private let process = Process()
  private let input = Pipe()

  init(names: [String] = ["127.0.0.1"], clients: Clients = .optional, newest: String = "TLSv1_3") throws {
    certificates = try TestCertificates(names: names)
    let folder = try #require(folder)
    try folder.write("server.pem", try certificates.certificate.pem() + certificates.key.pem())
    try folder.write("clients.pem", try ClientCertificate.known.get().certificate)
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/secured-server.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", script.path, folder.path, clients.rawValue, newest]
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    port = try #require(Self.firstLine(of: output).flatMap { Int($0) }, "this test needs python3")
  }

  /// Nobody waits for its end: the threads of tests are few. The end of its input alone might never come to it, since programs
  /// that other tests start meanwhile may hold the pipe too.
  deinit {
    process.terminate()
  }

  var url: String { "https://127.0.0.1:\(port)/?token=hidden" }

  /// Trusts this server's authority.
  func security(_ client: ClientCertificate? = nil, serverName: String? = nil) throws -> OutboundSecurity {
    OutboundSecurity(
      authorities: try certificates.authority.pem(), certificate: client?.certificate, key: client?.key,
      serverName: serverName)
  }

  private static func firstLine(of pipe: Pipe) -> String? {
    var bytes = Data()
    while bytes.last != UInt8(ascii: "\n") {
      let more = pipe.fileHandleForReading.availableData
      guard !more.isEmpty else { return nil }
      bytes += more
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}
