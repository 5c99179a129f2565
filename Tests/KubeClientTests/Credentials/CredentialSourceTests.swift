// SPDX-License-Identifier: Apache-2.0
import Foundation
import KubeModel
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import KubeClient

@Suite("Credentials")
struct CredentialSourceTests {
  private let folder: TemporaryFolder
  private let clock = ManualClock()
  private let calendar = Calendar()

  /// The time of day, as far as the tests move it.
  private final class Calendar: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
    var now: Date { time.withLock { $0 } }
    func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
  }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func source(_ authentication: Authentication) -> CredentialSource {
    CredentialSource(authentication, clock: AnyClock(clock)) { [calendar] in calendar.now }
  }

  private func tokenFile(_ text: String) throws -> CredentialSource {
    try folder.write("token", text)
    return source(.tokenFile(folder.file("token")))
  }

  private func authorization(_ source: CredentialSource) async throws -> String? {
    try await source.current().authorization?.text
  }

  /// A plugin that counts its runs in its tokens: t1, t2 and so on.
  private func counting(expires: String? = nil) -> CredentialSource {
    let expiry = expires.map { #", "expirationTimestamp": "\#($0)""# } ?? ""
    let script = """
      echo x >> '\(folder.file("runs"))'
      echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t'$(
        wc -l < '\(folder.file("runs"))')'"\(expiry)}}'
      """
    return source(.command(ExecPlugin(version: .v1, command: "sh", arguments: ["-c", script])))
  }

  @Test("what never changes is sent as it is")
  func fixed() async throws {
    #expect(try await authorization(source(.none)) == nil)
    #expect(try await authorization(source(.token(Secret("abc")))) == "Bearer abc")
    let basic = source(.basic(user: "Aladdin", password: Secret("open sesame")))
    #expect(try await authorization(basic) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    #expect(await basic.refuse(try await basic.current()) == false)
  }

  @Test("a token's file is read again after a minute")
  func rotation() async throws {
    let source = try tokenFile("one\n")
    #expect(try await authorization(source) == "Bearer one")
    try folder.write("token", " two ")
    clock.advance(by: .seconds(59))
    #expect(try await authorization(source) == "Bearer one")
    clock.advance(by: .seconds(1))
    #expect(try await authorization(source) == "Bearer two")
  }

  @Test("a refused token's file is read again at once")
  func refusedToken() async throws {
    let source = try tokenFile("one")
    let one = try await source.current()
    try folder.write("token", "two")
    #expect(await source.refuse(one))
    #expect(try await authorization(source) == "Bearer two")
    // Somebody else was refused with the old one a little later: that says nothing about the new one.
    try folder.write("token", "three")
    #expect(await source.refuse(one))
    #expect(try await authorization(source) == "Bearer two")
  }

  @Test("while its file cannot be read, the last token is used", arguments: ["", "a\nb", nil])
  func unreadable(_ text: String?) async throws {
    let source = try tokenFile("one")
    _ = try await source.current()
    if let text { try folder.write("token", text) } else { try folder.remove("token") }
    clock.advance(by: .seconds(60))
    #expect(try await authorization(source) == "Bearer one")
    try folder.write("token", "two")
    #expect(try await authorization(source) == "Bearer two")
  }

  @Test(
    "a token that no field can have is named by its file and not shown",
    arguments: [
      ("", "is empty"), (" \n", "is empty"), ("a\r\nX-Evil: b", "has a character that no header field may have"),
      ("a b", "has a character that no header field may have"), ("ä", "has a character that no header field may have"),
    ])
  func badToken(_ text: String, _ fault: String) async throws {
    let source = try tokenFile(text)
    let error = await #expect(throws: ConfigurationError.self) { try await source.current() }
    #expect(error?.description == "\(folder.file("token")): the token \(fault)")
  }

  @Test("a plugin is run once until its credential is about to expire")
  func expiry() async throws {
    let end = calendar.now.addingTimeInterval(600)
    let source = counting(expires: end.ISO8601Format())
    #expect(try await authorization(source) == "Bearer t1")
    calendar.advance(by: 589)
    #expect(try await authorization(source) == "Bearer t1")
    calendar.advance(by: 1)
    #expect(try await authorization(source) == "Bearer t2")
  }

  @Test("a credential without an end is used until it is refused")
  func noExpiry() async throws {
    let source = counting()
    let first = try await source.current()
    calendar.advance(by: 1_000_000)
    #expect(try await source.current() == first)
    #expect(await source.refuse(first))
    #expect(try await authorization(source) == "Bearer t2")
  }

  @Test("many who ask at once run a plugin once")
  func together() async throws {
    let source = counting()
    let credentials = try await withThrowingTaskGroup(of: Credential.self) { group in
      for _ in 0..<20 { group.addTask { try await source.current() } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1.authorization?.text ?? "") }
    }
    #expect(credentials == ["Bearer t1"])
  }

  @Test("after a plugin failed it is run again")
  func failing() async throws {
    let source = source(.command(ExecPlugin(version: .v1, command: "sh", arguments: ["-c", "exit 3"])))
    for _ in 0..<2 {
      let error = await #expect(throws: ConfigurationError.self) { try await source.current() }
      #expect(error?.description == "sh: it failed: exited(3)")
    }
  }

  @Test("a request that is refused with 401 is sent once more, with a new token")
  func unauthorized() async throws {
    try folder.write("token", "one")
    let file = folder
    let transport = MemoryTransport { request in
      guard request.fields["authorization"] == "Bearer two" else {
        try? file.write("token", "two")
        return .json("Unauthorized", status: 401)
      }
      return .json(TestClient.object)
    }
    let client = try TestClient.make(transport, authentication: .tokenFile(folder.file("token")), clock: clock)
    #expect(try await client.get(TestClient.backups, TestClient.key).name == "daily")
    #expect(transport.requests.map { $0.fields["authorization"] } == ["Bearer one", "Bearer two"])
  }

  @Test("a second 401 is told")
  func unauthorizedTwice() async throws {
    try folder.write("token", "one")
    let transport = MemoryTransport { _ in .json("Unauthorized", status: 401) }
    let client = try TestClient.make(transport, authentication: .tokenFile(folder.file("token")), clock: clock)
    let error = await #expect(throws: KubeError.self) { try await client.get(TestClient.backups, TestClient.key) }
    #expect(error?.code == 401)
    #expect(transport.requests.count == 2)
  }

  @Test("with a token that never changes 401 is told at once")
  func unauthorizedFixed() async throws {
    let transport = MemoryTransport { _ in .json("Unauthorized", status: 401) }
    let client = try TestClient.make(transport, authentication: .token(Secret("x")), clock: clock)
    let error = await #expect(throws: KubeError.self) { try await client.get(TestClient.backups, TestClient.key) }
    #expect(error?.code == 401)
    #expect(transport.requests.count == 1)
  }

  @Test("without credentials nothing is sent")
  func noCredentials() async throws {
    let transport = MemoryTransport()
    let client = try TestClient.make(transport, authentication: .tokenFile("/nowhere/token"), clock: clock)
    let error = await #expect(throws: KubeError.self) { try await client.get(TestClient.backups, TestClient.key) }
    #expect(
      error?.reason == "no credentials: the token cannot be read: /nowhere/token: No such file or directory")
    #expect(transport.requests.isEmpty)
  }

  @Test("a plugin's certificate takes the place of the connection's")
  func certificate() async throws {
    let answer =
      #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","#
      + #""status":{"clientCertificateData":"CERT","clientKeyData":"K"}}"#
    let plugin = ExecPlugin(version: .v1, command: "echo", arguments: [answer])
    let transport = MemoryTransport(.json(TestClient.object))
    let client = try TestClient.make(transport, authentication: .command(plugin), clock: clock)
    _ = try await client.get(TestClient.backups, TestClient.key)
    #expect(transport.requests[0].security?.certificate == Array("CERT".utf8))
    #expect(transport.requests[0].security?.key == Array("K".utf8))
    #expect(transport.requests[0].fields["authorization"] == nil)
  }
}
