// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("Watching")
struct WatchTests {
  /// An event's short form, for comparison.
  private static func text(_ event: WatchEvent) -> String {
    switch event {
    case .added(let object): "added \(object.name ?? "")"
    case .modified(let object): "modified \(object.name ?? "")"
    case .deleted(let object): "deleted \(object.name ?? "")"
    case .bookmark(let version): "bookmark \(version)"
    case .failed(let status): "failed \(status.code)"
    case .malformed(let reason): "malformed \(reason)"
    }
  }

  private static let lines = [
    #"{"type":"ADDED","object":{"kind":"X","metadata":{"name":"a","resourceVersion":"1"}}}"#,
    #"{"type":"MODIFIED","object":{"kind":"X","metadata":{"name":"ä","resourceVersion":"2"}}}"#,
    #"{"type":"BOOKMARK","object":{"kind":"X","metadata":{"resourceVersion":"9"}}}"#,
    #"{"type":"DELETED","object":{"kind":"X","metadata":{"name":"a","resourceVersion":"10"}}}"#,
  ]
  private static let events = ["added a", "modified ä", "bookmark 9", "deleted a"]

  private static func bytes(_ lines: [String]) -> [UInt8] { lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] } }

  private func watch(_ answer: MemoryTransport.Answer) async throws -> any WatchStream {
    try await TestClient.make(MemoryTransport(answer)).watch(TestClient.backups, in: nil, since: "1")
  }

  /// All events until the end, and how it ended.
  private func all(_ answer: MemoryTransport.Answer) async throws -> (events: [String], error: KubeError?) {
    let stream = try await watch(answer)
    var events: [String] = []
    do throws(KubeError) {
      while let event = try await stream.next() { events.append(Self.text(event)) }
      return (events, nil)
    } catch {
      return (events, error)
    }
  }

  private func events(_ lines: String...) async throws -> [String] {
    try await all(.watch([Self.bytes(lines)])).events
  }

  @Test("a watch asks for bookmarks and an end of its own, and has a bound on silence")
  func request() async throws {
    let transport = MemoryTransport { _ in .watch([]) }
    let client = try TestClient.make(transport)
    var lengths: Set<Int> = []
    for _ in 0..<30 {
      _ = try await client.watch(TestClient.backups, in: "ns", since: "12")
      let request = try #require(transport.requests.last)
      let start =
        "https://api:6443/apis/db.orange.com/v2/namespaces/ns/cassandrabackups"
        + "?watch=true&allowWatchBookmarks=true&resourceVersion=12&timeoutSeconds="
      #expect(request.url.hasPrefix(start))
      lengths.insert(try #require(Int(request.url.dropFirst(start.count))))
      #expect(request.timeouts == OutboundTimeouts(connect: .seconds(5), total: nil, idle: .seconds(90)))
    }
    #expect(lengths.allSatisfy { (240...300).contains($0) })
    #expect(lengths.count > 1)
  }

  @Test("a watch that is cut at any byte delivers what is complete, and then the error")
  func cutEverywhere() async throws {
    let bytes = Self.bytes(Self.lines)
    for cut in 0...bytes.count {
      let (events, error) = try await all(.watch([Array(bytes[..<cut])], cut: .broken("cut")))
      let complete = bytes[..<cut].count { $0 == UInt8(ascii: "\n") }
      #expect(events == Array(Self.events.prefix(complete)), "cut at \(cut)")
      #expect(error?.cause == .unanswered("cut"), "cut at \(cut)")
      #expect(error?.verb == "watch")
    }
  }

  @Test("pieces of any size give the same events")
  func pieces() async throws {
    let bytes = Self.bytes(Self.lines)
    for size in 1...bytes.count {
      let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
      let (events, error) = try await all(.watch(pieces))
      #expect(events == Self.events, "pieces of \(size)")
      #expect(error == nil)
    }
  }

  @Test("an unterminated line at the server's end of a watch is dropped")
  func unterminated() async throws {
    let (events, error) = try await all(.watch([Self.bytes([Self.lines[0]]) + Array(Self.lines[1].utf8)]))
    #expect(events == ["added a"])
    #expect(error == nil)
  }

  @Test(
    "a line that is no event costs only itself, and its text is not told",
    arguments: [
      ("S3CRET", "a line that is not JSON at byte 0: \(JSONError.Reason.expectedValue.sentence)"),
      ("[]", "a line without an event's type and object"),
      (#"{"type":"ADDED"}"#, "a line without an event's type and object"),
      (#"{"object":{"metadata":{"name":"S3CRET"}}}"#, "a line without an event's type and object"),
      (#"{"type":"ADDED","object":[]}"#, "a line without an event's type and object"),
      (#"{"type":"MOVED","object":{}}"#, "an event of the unknown type MOVED"),
      (#"{"type":"ADDED","object":{"data":"S3CRET"}}"#, "an event about an object without a name"),
      (#"{"type":"ADDED","object":{"metadata":{"name":""}}}"#, "an event about an object without a name"),
      (#"{"type":"ADDED","object":{"metadata":{"name":7}}}"#, "an event about an object without a name"),
      (#"{"type":"BOOKMARK","object":{"metadata":{}}}"#, "a bookmark without a resourceVersion"),
      (#"{"type":"ERROR","object":{"message":"S3CRET"}}"#, "an ERROR without a Status"),
    ])
  func malformed(_ line: String, _ reason: String) async throws {
    #expect(try await events(Self.lines[0], line, Self.lines[3]) == ["added a", "malformed \(reason)", "deleted a"])
  }

  @Test("a line beyond all measure costs only itself")
  func huge() async throws {
    let huge =
      #"{"type":"ADDED","object":{"metadata":{"name":"big"},"x":"\#(String(repeating: "x", count: 9 << 20))"}}"#
    let bytes = Self.bytes([Self.lines[0], huge, Self.lines[3]])
    let pieces = stride(from: 0, to: bytes.count, by: 16 << 10).map {
      Array(bytes[$0..<min($0 + 16 << 10, bytes.count)])
    }
    let (events, _) = try await all(.watch(pieces))
    #expect(events == ["added a", "malformed a line of more than 8388608 bytes", "deleted a"])
  }

  @Test("blank lines are nothing")
  func blank() async throws {
    #expect(try await events("", Self.lines[0], " \r", "") == ["added a"])
  }

  @Test("an event says that the version is too old")
  func goneEvent() async throws {
    let status = #"{"kind":"Status","status":"Failure","message":"too old","reason":"Expired","code":410}"#
    #expect(try await events(#"{"type":"ERROR","object":\#(status)}"#) == ["failed 410"])
  }

  @Test("an answer says that the version is too old")
  func goneAnswer() async throws {
    let status = #"{"kind":"Status","status":"Failure","message":"too old","reason":"Expired","code":410}"#
    let error = await #expect(throws: KubeError.self) { _ = try await watch(.json(status, status: 410)) }
    #expect(error?.isGone == true)
    #expect(error?.reason == "410 Expired: too old")
  }

  @Test("a refusal that goes on and on is read no further than it says anything")
  func endlessRefusal() async throws {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 10)
    let pieces = [[UInt8]](repeating: piece, count: 5)
    let answer = MemoryTransport.Answer.pieces(OutboundHead(status: 403), pieces, .broken("never reached"))
    let error = await #expect(throws: KubeError.self) { _ = try await watch(answer) }
    #expect(error?.code == 403)
  }
}
