// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import Icarus

@Suite("Asking a sidecar")
struct SidecarClientTests {
  private static let unknown = MemoryTransport.Answer.json(
    "HTTP 404 Not Found", status: 500, fields: [OutboundField("Content-type", "application/json")])

  private func start(_ answer: MemoryTransport.Answer) async throws(SidecarError) -> SidecarOperation {
    try await SidecarClient(MemoryTransport(answer)).start(Self.request, at: Examples.endpoint, .usual)
  }

  private static let request = OperationRequest.backup(
    BackupRequest(storageLocation: "s3://b", snapshotTag: "t", namespace: "n"))

  @Test("a start posts the body for the version, once, and gives the operation that is answered")
  func start() async throws {
    let transport = MemoryTransport(.json(Examples.operation, status: 201))
    let version = try #require(SidecarVersion("2.0.4"))
    let operation = try await SidecarClient(transport).start(Self.request, at: Examples.endpoint, version)
    #expect(operation == SidecarOperation(try Examples.json(Examples.operation)))
    let sent = try #require(transport.requests.first)
    #expect(transport.requests.count == 1)
    #expect(sent.method == .post)
    #expect(sent.url == "http://10.0.0.7:4567/operations")
    #expect(sent.fields == [OutboundField("Content-Type", "application/json")])
    #expect(sent.body == Array(Self.request.body(for: version).rawBytes))
    #expect(!sent.isRepeatable)
  }

  @Test(
    "a start whose body cannot be read is a start all the same, if its id is in the field Location",
    arguments: ["", "{", "[]", #"{"id":"x"}"#, #"{"state":"RUNNING"}"#])
  func location(body: String) async throws {
    let location = OutboundField("location", "http://10.0.0.7:4567/operations/\(Examples.id)")
    let operation = try await start(.json(body, status: 201, fields: [location]))
    #expect(operation == SidecarOperation(id: Examples.id, kind: .backup, state: .pending))
  }

  @Test(
    "a start without an id may have been one",
    arguments: [nil, "", "/", "http://h/operations/", "http://h/operations", "http://h/x/a", "/operations/a?b", "a"])
  func noID(location: String?) async throws {
    let fields = location.map { [OutboundField("Location", $0)] } ?? []
    let error = await #expect(throws: SidecarError.self) { try await start(.json("{}", status: 201, fields: fields)) }
    guard case .unreadable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.mayHaveBeenDone == true)
  }

  @Test(
    "only 201 is a start; a refusal is none, and no other answer tells",
    arguments: [
      (200, true), (202, true), (204, true), (301, false), (400, false), (401, false), (404, false), (409, false),
      (415, false), (500, false), (501, false), (502, true), (503, true), (504, true), (599, false),
    ])
  func startStatus(status: Int, mayHaveBeenDone: Bool) async throws {
    let error = await #expect(throws: SidecarError.self) {
      try await start(.json(Examples.operation, status: status))
    }
    #expect(error?.mayHaveBeenDone == mayHaveBeenDone)
    if case .refused(let found, _) = error { #expect(found == status) }
  }

  @Test("a refusal is text, also where it claims to be JSON")
  func refusal() async {
    let field = OutboundField("Content-type", "application/json")
    await #expect(throws: SidecarError.refused(status: 500, "Could not resolve type id 'x'")) {
      try await start(.json("Could not resolve type id 'x'", status: 500, fields: [field]))
    }
    await #expect(throws: SidecarError.refused(status: 500, "")) { try await start(.json("", status: 500)) }
  }

  @Test("an operation is asked for by its id")
  func operation() async throws {
    let transport = MemoryTransport(.json(Examples.operation))
    let operation = try await SidecarClient(transport).operation(Examples.id, at: Examples.endpoint)
    #expect(operation == SidecarOperation(try Examples.json(Examples.operation)))
    let sent = try #require(transport.requests.first)
    #expect(sent.method == .get)
    #expect(sent.url == "http://10.0.0.7:4567/operations/\(Examples.id)")
    #expect(sent.fields == [] && sent.body == [])
    #expect(sent.isRepeatable)
  }

  @Test(
    "an operation that the sidecar does not know is nil, whatever it says",
    arguments: [
      unknown, .json("", status: 500), .json("<html>", status: 500), .json("", status: 404),
    ])
  func unknownOperation(answer: MemoryTransport.Answer) async throws {
    #expect(try await SidecarClient(MemoryTransport(answer)).operation(Examples.id, at: Examples.endpoint) == nil)
  }

  @Test(
    "an answer that is no operation is an error",
    arguments: [(200, ""), (200, "{}"), (200, "[]"), (200, "<html>"), (201, Examples.operation), (302, ""), (503, "")])
  func noOperation(status: Int, body: String) async {
    await #expect(throws: SidecarError.self) {
      try await SidecarClient(MemoryTransport(.json(body, status: status))).operation("a", at: Examples.endpoint)
    }
  }

  @Test(
    "what cannot be an id is unknown, and nobody is asked",
    arguments: ["", ".", "..", "a/b", "a?b", "a#b", "%2e", "a b", "a\r\nb", "ä", String(repeating: "a", count: 65)])
  func noIDs(id: String) async throws {
    let transport = MemoryTransport()
    #expect(try await SidecarClient(transport).operation(id, at: Examples.endpoint) == nil)
    #expect(try await SidecarClient(transport).cancel(id, at: Examples.endpoint) == false)
    #expect(transport.requests.isEmpty)
  }

  @Test("operations come in the order of the list, without what is none")
  func operations() async throws {
    let list = #"[{"id":"b","state":"RUNNING"},7,{"id":"x"},null,{"id":"a","state":"FAILED"}]"#
    let transport = MemoryTransport(.json(list))
    let operations = try await SidecarClient(transport).operations(at: Examples.endpoint)
    #expect(operations.map(\.id) == ["b", "a"])
    let sent = try #require(transport.requests.first)
    #expect(sent.method == .get && sent.url == "http://10.0.0.7:4567/operations")
    #expect(sent.responseLimit == SidecarClient.longestAnswer)
  }

  @Test("a sidecar that has just started has no operations")
  func noOperations() async throws {
    #expect(try await SidecarClient(MemoryTransport(.json("[ ]"))).operations(at: Examples.endpoint) == [])
  }

  @Test(
    "an answer that is no list is an error, since an empty one would say that nothing runs",
    arguments: [(200, ""), (200, "{}"), (200, "null"), (200, "[{}"), (204, ""), (500, ""), (404, ""), (400, "{}")])
  func noList(status: Int, body: String) async {
    await #expect(throws: SidecarError.self) {
      try await SidecarClient(MemoryTransport(.json(body, status: status))).operations(at: Examples.endpoint)
    }
  }

  @Test("a list as long as may be is read, and values without end are none")
  func longList() async throws {
    let one = #"{"id":"a","state":"RUNNING"}"#
    let text =
      "["
      + Array(repeating: one, count: SidecarClient.longestAnswer / (one.utf8.count + 1) - 1)
      .joined(separator: ",") + "]"
    let operations = try await SidecarClient(MemoryTransport(.json(text))).operations(at: Examples.endpoint)
    #expect(operations.count > 100_000)
    let deep = String(repeating: "[", count: 1_000_000)
    await #expect(throws: SidecarError.self) {
      try await SidecarClient(MemoryTransport(.json(deep))).operations(at: Examples.endpoint)
    }
  }

  @Test("to cancel is to delete, once", arguments: [(202, true), (200, true), (204, true), (404, false)])
  func cancel(status: Int, isKnown: Bool) async throws {
    let transport = MemoryTransport(.json("", status: status))
    #expect(try await SidecarClient(transport).cancel(Examples.id, at: Examples.endpoint) == isKnown)
    let sent = try #require(transport.requests.first)
    #expect(sent.method == .delete)
    #expect(sent.url == "http://10.0.0.7:4567/operations/\(Examples.id)")
    #expect(!sent.isRepeatable)
  }

  @Test("a cancellation that is refused is an error", arguments: [400, 405, 500, 503])
  func cancelRefused(status: Int) async {
    await #expect(throws: SidecarError.self) {
      try await SidecarClient(MemoryTransport(.json("", status: status))).cancel("a", at: Examples.endpoint)
    }
  }

  @Test(
    "the version is what the sidecar says it is",
    arguments: [
      (#"{ "version" : "1.1.3", "buildTime" : "2022", "gitCommit" : "x" }"#, "1.1.3"), (#"{"version":"dev"}"#, nil),
      (#"{"version":7}"#, nil), ("{}", nil), ("", nil), ("1.1.3", nil),
    ] as [(String, String?)])
  func version(body: String, version: String?) async throws {
    let transport = MemoryTransport(.json(body))
    #expect(try await SidecarClient(transport).version(at: Examples.endpoint)?.description == version)
    #expect(transport.requests.map(\.url) == ["http://10.0.0.7:4567/version"])
  }

  @Test("a version that is not told for a failure is an error", arguments: [204, 404, 500, 502])
  func noVersion(status: Int) async {
    await #expect(throws: SidecarError.self) {
      try await SidecarClient(MemoryTransport(.json("", status: status))).version(at: Examples.endpoint)
    }
  }

  @Test("every request has an end")
  func timeouts() async throws {
    let transport = MemoryTransport { _ in .failure(.broken("x")) }
    let client = SidecarClient(transport)
    _ = try? await client.start(Self.request, at: Examples.endpoint, .usual)
    _ = try? await client.operation("a", at: Examples.endpoint)
    _ = try? await client.operations(at: Examples.endpoint)
    _ = try? await client.cancel("a", at: Examples.endpoint)
    _ = try? await client.version(at: Examples.endpoint)
    #expect(transport.requests.count == 5)
    for request in transport.requests {
      #expect(request.timeouts == OutboundTimeouts(connect: .seconds(3), total: .seconds(10)))
      #expect(request.proxy == .none)
    }
  }

  @Test("what the transport says is told on")
  func transportErrors() async {
    await #expect(throws: SidecarError.unreachable("x")) { try await start(.failure(.unreachable("x"))) }
    await #expect(throws: SidecarError.unanswered("x")) { try await start(.failure(.broken("x"))) }
    await #expect(throws: SidecarError.cancelled) { try await start(.failure(.cancelled)) }
  }

  @Test("an endpoint that cannot be one is not reached")
  func noEndpoint() async {
    let transport = MemoryTransport()
    let error = await #expect(throws: SidecarError.self) {
      try await SidecarClient(transport).operations(at: SidecarEndpoint(address: "h/\r\nx"))
    }
    #expect(error == .unreachable("\"h/  x:4567\" is no name or address with a port"))
    #expect(transport.requests.isEmpty)
  }
}
