// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport

@testable import APIMachinery
@testable import EmbeddedAPI
@testable import HTTPServer

/// An API server in memory, without sockets, with a namespace `ns` and a definition of widgets.
struct TestAPI: Sendable {
  struct Answer: Sendable {
    var code: Int
    var body: JSONValue
    var warnings: [String]

    var message: String? { body["message"]?.string }
    var version: String? { body["metadata"]?["resourceVersion"]?.string }

    func at(_ path: String...) -> JSONValue? { path.reduce(body as JSONValue?) { $0?[$1] } }
  }

  let database: Database
  let handler: APIHandler
  let clock = ManualClock()

  init(
    folder: String? = nil, definitions: [String] = [Widget.definition],
    webhooks: @escaping @Sendable (OutboundRequest) -> MemoryTransport.Answer = { _ in .failure(.unreachable("no")) }
  ) async throws {
    database = try Database(folder: folder)
    let now = Instant(seconds: 1_800_000_000)
    handler = APIHandler(
      database: database, webhooks: Webhooks(transport: MemoryTransport(webhooks)), token: nil, clock: clock,
      now: { now })
    let namespace = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns"}}"#
    try await database.install(try (definitions + [namespace]).map(JSONValue.init(text:)), now: now)
  }

  @discardableResult
  func send(
    _ method: HTTPMethod, _ target: String, _ body: String = "", type: String = "application/json",
    accept: String = "application/json"
  ) async throws -> Answer {
    var fields = HTTPFields()
    fields.append("content-type", type)
    fields.append("accept", accept)
    let response = await handler.answer(
      HTTPRequest(method: method, target: target, fields: fields, body: Array(body.utf8)))
    return Answer(
      code: response.status, body: try JSONValue(parsing: response.body),
      warnings: response.fields.values(of: "warning"))
  }

  func get(_ target: String) async throws -> Answer { try await send(.get, target) }
  @discardableResult
  func post(_ target: String, _ body: String) async throws -> Answer { try await send(.post, target, body) }
  @discardableResult
  func put(_ target: String, _ body: String) async throws -> Answer { try await send(.put, target, body) }
  @discardableResult
  func delete(_ target: String, _ body: String = "") async throws -> Answer { try await send(.delete, target, body) }

  @discardableResult
  func merge(_ target: String, _ body: String) async throws -> Answer {
    try await send(.patch, target, body, type: "application/merge-patch+json")
  }

  @discardableResult
  func jsonPatch(_ target: String, _ body: String) async throws -> Answer {
    try await send(.patch, target, body, type: "application/json-patch+json")
  }

  func watch(_ target: String, accept: String = "application/json") async throws -> TestWatch {
    var fields = HTTPFields()
    fields.append("accept", accept)
    let response = await handler.answer(HTTPRequest(method: .get, target: target, fields: fields))
    guard let stream = response.stream else {
      throw TestWatch.NoStream(answer: String(decoding: response.body, as: UTF8.self))
    }
    return TestWatch(stream)
  }
}

extension JSONValue {
  init(text: String) throws { try self.init(parsing: Array(text.utf8)) }

  var asText: String { String(decoding: rawBytes, as: UTF8.self) }
}
