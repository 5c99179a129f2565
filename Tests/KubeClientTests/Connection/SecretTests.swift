// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("What nobody may see")
struct SecretTests {
  private static let secret = "S3CRET"

  private static func texts(_ value: some Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    return ["\(value)", String(describing: value), String(reflecting: value), dumped]
  }

  private static func connection(_ authentication: Authentication) throws -> ClusterConnection {
    ClusterConnection(
      server: try ServerURL("https://api"),
      security: OutboundSecurity(certificate: Array("C".utf8), key: Array(secret.utf8)),
      proxy: .url("http://ann:\(secret)@proxy"), authentication: authentication)
  }

  private static let plugin = ExecPlugin(
    version: .v1, command: "plugin", arguments: ["--password", secret], environment: ["TOKEN": secret])
  private static let authentications: [Authentication] = [
    .none, .token(Secret(secret)), .basic(user: "ann", password: Secret(secret)), .tokenFile("/token"),
    .command(plugin),
  ]

  @Test("neither secrets nor what holds them show them, however they are printed", arguments: authentications)
  func hidden(_ authentication: Authentication) throws {
    let connection = try Self.connection(authentication)
    let client = ClusterClient(connection, transport: MemoryTransport(), userAgent: "cassette/test")
    let credential = Credential(authorization: Secret(Self.secret), certificate: "C", key: Secret(Self.secret))
    let texts =
      Self.texts(authentication) + Self.texts(connection) + Self.texts(client) + Self.texts(credential)
      + Self.texts(Self.plugin) + Self.texts([Optional(connection)]) + Self.texts(Result<_, KubeError>.success(client))
    let key = Array(Self.secret.utf8).description.dropFirst().dropLast()
    for text in texts {
      #expect(!text.contains(Self.secret), "\(text)")
      #expect(!text.contains(key), "\(text)")
    }
  }

  @Test(
    "a connection says where it leads, and what with",
    arguments: zip(
      authentications,
      [
        "https://api with a client certificate and no authentication",
        "https://api with a client certificate and a token",
        "https://api with a client certificate and the password of ann",
        "https://api with a client certificate and the token in /token",
        "https://api with a client certificate and the credentials of plugin",
      ]))
  func shown(_ authentication: Authentication, _ text: String) throws {
    #expect(try Self.connection(authentication).description == text)
  }
}
