// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Posix
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Answers that are made while they are sent, over sockets", .timeLimit(.minutes(1)))
struct StreamingTests {
  /// Answers with a body that the test writes.
  private struct FeedingHandler: Handler {
    let body: FedBody
    var isLater = false

    func handle(_ request: HTTPRequest) -> Handled {
      guard request.path == "/watch" else { return EchoHandler().handle(request) }
      let response = HTTPResponse.streaming(body.stream)
      return isLater ? .later { response } : .now(response)
    }

    func render(_ refusal: Refusal) -> HTTPResponse { EchoHandler().render(refusal) }
  }

  private let request = "GET /watch HTTP/1.1\r\nHost: h\r\n\r\n"

  @Test("each piece arrives when it is written, and the connection goes on", arguments: [true, false])
  func pieces(isLater: Bool) async throws {
    let body = FedBody()
    try await TestServer.run(secured: isLater, handler: FeedingHandler(body: body, isLater: isLater)) { server in
      try await server.client { [request] client throws in
        try client.send(request)
        #expect(try client.head().contains("transfer-encoding: chunked"))
        for text in ["one", "twelve", "three"] {
          body.write(text)
          #expect(try client.chunk() == text)
        }
        body.finish()
        #expect(try client.chunk() == "")
        #expect(try client.get("/").status == 200)
      }
    }
  }

  @Test("whoever writes learns that the client has gone, without writing")
  func clientLeaves() async throws {
    let body = FedBody()
    try await TestServer.run(handler: FeedingHandler(body: body)) { server in
      try await server.client { [request] client throws in
        try client.send(request)
        _ = try client.head()
        body.write("one")
        #expect(try client.chunk() == "one")
      }
      await body.waitForEnd()
    }
  }

  @Test("a client that does not read is cut off, and what waits for it is bounded")
  func slowClient() async throws {
    let (counts, note) = AsyncStream<Int>.makeStream()
    let ended = DispatchSemaphore(value: 0)
    let piece = [UInt8](repeating: 0, count: 1 << 20)
    let stream = BodyStream { body throws(CancellationError) in
      defer {
        note.finish()
        ended.signal()
      }
      for _ in 0..<128 {
        try await body.write(piece)
        note.yield(piece.count)
      }
    }
    var configuration = TestServer.configuration
    configuration.limits.writeTimeout = .milliseconds(100)
    let handler = StreamHandler(stream: stream)
    try await TestServer.run(configuration, handler: handler) { server in
      try await server.client { [request] client throws in
        try client.send(request)
        #expect(ended.wait(timeout: .now() + 20) == .success)
      }
      var total = 0
      for await count in counts { total += count }
      // What the kernel holds for both ends, and what we hold.
      #expect(total < 64 << 20)
    }
  }

  private struct StreamHandler: Handler {
    let stream: BodyStream

    func handle(_ request: HTTPRequest) -> Handled { .now(.streaming(stream)) }
    func render(_ refusal: Refusal) -> HTTPResponse { EchoHandler().render(refusal) }
  }

  @Test("what is not at its end at a stop is cut off in time")
  func stopping() async throws {
    let body = FedBody()
    var configuration = TestServer.configuration
    configuration.drainTimeout = .milliseconds(50)
    try await TestServer.run(configuration, handler: FeedingHandler(body: body)) { server in
      let (watching, watch) = AsyncStream<Void>.makeStream()
      async let isClosed = server.client { [request] client throws in
        try client.send(request)
        _ = try client.head()
        body.write("one")
        #expect(try client.chunk() == "one")
        watch.yield()
        return try client.isClosedByServer()
      }
      for await _ in watching { break }
      await server.stop()
      let ended = try await isClosed
      #expect(ended)
      await body.waitForEnd()
    }
  }
}
