// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Logging
import Outbound
import Posix
import ServiceLifecycle
import TestSupport
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Requests that are answered, and that are not", .timeLimit(.minutes(1)))
struct RequestTests {
  @Test(
    "what leads nowhere, or is not done, is refused with a Status",
    arguments: [
      (HTTPMethod.get, "/apis/test.cassette/v1/namespaces/ns/widgets/w/scale", 404),
      (.get, "/apis/test.cassette/v9/widgets", 404),
      (.get, "/api/v1/namespaces/ns/widgets", 404), (.get, "/api/v1/watch/namespaces", 404), (.get, "/", 404),
      (.get, "/apis//v1/x", 404),
      (.get, "/api/v1/secrets/s", 404), (.post, Widget.path + "/w", 405), (.put, Widget.path, 405),
      (.patch, Widget.path, 405),
      (.head, Widget.path, 405), (.delete, "/api/v1/namespaces", 405), (.post, "/apis/test.cassette/v1/widgets", 405),
      (.get, "/apis/authorization.k8s.io/v1/subjectaccessreviews", 405), (.other("BREW"), Widget.path, 405),
      (.delete, Widget.path + "/w/status", 405), (.get, Widget.path + "?watch=1&sendInitialEvents=true", 400),
    ])
  func refused(method: HTTPMethod, target: String, code: Int) async throws {
    let answer = try await TestAPI().send(method, target)
    #expect(
      answer.code == code && answer.body["kind"]?.string == "Status" && answer.body["code"]?.integer == Int64(code))
    #expect(answer.message?.isEmpty == false)
  }

  @Test("what is served is described")
  func described() async throws {
    let api = try await TestAPI()
    #expect(try await api.get("/version").body["minor"]?.string == "20")
    #expect(try await api.get("/api").body["kind"]?.string == "APIVersions")
    let groups = try await api.get("/apis").body["groups"]?.elements.compactMap { $0["name"]?.string }
    #expect(groups?.contains("test.cassette") == true)
    #expect(try await api.get("/api/v1/namespaces/ns").at("status", "phase")?.string == "Active")
  }

  /// Over a socket, with a token.
  private func run(
    _ folder: String? = nil, _ body: @escaping @Sendable (TestHTTPClient) async throws -> Void
  ) async throws {
    var configuration = EmbeddedAPIServer.Configuration(address: .ipv4(host: 0x7F00_0001, port: 0))
    (configuration.token, configuration.folder) = ("secret", folder)
    configuration.objects = [try JSONValue(text: Widget.definition)]
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = try EmbeddedAPIServer(
      configuration, certificate: nil, transport: MemoryTransport(), now: { Instant(seconds: 1_800_000_000) },
      logger: logger)
    let group = ServiceGroup(services: [server], logger: logger)
    try await withThrowingTaskGroup { tasks in
      tasks.addTask { try await group.run() }
      do {
        try await body(TestHTTPClient(try await server.boundAddress))
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  @Test(
    "nobody gets in without the token; whether it lives is told to everybody",
    arguments: [
      ("", 401), ("Bearer other1", 401), ("Bearer secre", 401), ("Basic secret", 401), ("Bearer secret", 200),
    ])
  func token(authorization: String, code: Int) async throws {
    try await run { client async throws in
      let fields = authorization.isEmpty ? "" : "Authorization: \(authorization)\r\n"
      #expect(try await client.status(of: "GET /api HTTP/1.1\r\nHost: h\r\n\(fields)\r\n") == code)
      #expect(try await client.status(of: "GET /readyz HTTP/1.1\r\nHost: h\r\n\r\n") == 200)
    }
  }

  @Test("objects are there after a restart, and watches of before begin anew")
  func restart() async throws {
    let folder = try TemporaryFolder()
    let first = try await TestAPI(folder: folder.path)
    let uid = try await first.post(
      "/api/v1/namespaces/ns/secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}}"#
    )
    .at("metadata", "uid")?.string
    let log = try folder.read("objects.log")
    // As after a kill: nothing was closed.
    let copy = try TemporaryFolder()
    try copy.write("objects.log", log)
    let second = try await TestAPI(folder: copy.path)
    let found = try await second.get("/api/v1/namespaces/ns/secrets/s")
    #expect(found.at("metadata", "uid")?.string == uid && uid != nil)
    #expect(try await second.get(Widget.path).code == 200)
    #expect(await second.database.store.revision == first.database.store.revision, "nothing was installed anew")
    let watch = try await second.watch(Widget.path + "?watch=1&resourceVersion=2")
    #expect(try await watch.next()?["object"]?["code"]?.integer == 410)
  }
}
