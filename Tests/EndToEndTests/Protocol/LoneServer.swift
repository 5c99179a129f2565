// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// `cassette serve` with nothing around it, for tests that speak to it themselves.
struct LoneServer {
  /// A real review with the uid that an answer must repeat.
  static let review = "\(Repository.root)/Tests/Fixtures/reviews/restore-create.json"
  static let uid = "aee4914f-314d-4662-a857-160b3bd81718"

  let server: CassetteServer
  let folder: TemporaryFolder

  var certificates: String { "\(folder.path)/certificates" }
  var url: String { "https://localhost:\(server.settings.port)" }

  /// curl with the trust and the silence that every test wants; the status code is the last line it prints.
  var curl: String {
    "curl --silent --show-error --noproxy '*' --max-time 60 --cacert '\(certificates)/ca.crt' "
      + "--write-out '\\n%{http_code}\\n'"
  }

  /// The arguments of curl that send the review.
  var sendReview: String {
    "--header 'Content-Type: application/json' --data-binary '@\(LoneServer.review)' '\(url)/validate?timeout=5s'"
  }

  /// Runs a server for as long as the body takes.
  static func run<Result>(
    _ arguments: [String] = [], _ body: (LoneServer) async throws -> Result
  ) async throws -> Result {
    try await Tool.require("curl", "openssl")
    let folder = try TemporaryFolder()
    try await makeCertificates(in: "\(folder.path)/certificates")
    var settings = try CassetteServer.Settings(
      certificates: "\(folder.path)/certificates", log: "\(folder.path)/server.log")
    settings.arguments = ["--facts", "none"] + arguments
    let lone = LoneServer(server: try await CassetteServer.start(settings), folder: folder)
    defer { lone.server.send(SIGKILL) }
    return try await body(lone)
  }

  static func makeCertificates(in folder: String) async throws {
    _ = try await ShellCommand(text: "'\(try Repository.program())' certs init '\(folder)' --dns localhost").succeed()
  }

  /// What a shell command prints, in its lines.
  func lines(_ text: String) async throws -> [String] {
    let outcome = try await ShellCommand(text: text, folder: folder.path).run()
    return outcome.output.split(whereSeparator: \.isNewline).map(String.init)
  }
}
