// SPDX-License-Identifier: Apache-2.0
@testable import HTTPServer

/// Answers when the test says so.
struct GatedHandler: Handler {
  /// One element for each handler that has begun.
  let started: AsyncStream<Void>
  private let start: AsyncStream<Void>.Continuation
  private let gate = Announcement<Void>()

  init() { (started, start) = AsyncStream.makeStream() }

  func open() { gate.make(.success(())) }

  func handle(_ request: HTTPRequest) -> Handled {
    .later {
      start.yield()
      try? await gate.value
      return HTTPResponse(status: 200, contentType: "text/plain", body: Array("late".utf8))
    }
  }

  func render(_ refusal: Refusal) -> HTTPResponse { EchoHandler().render(refusal) }

  func waitUntilStarted() async {
    for await _ in started { return }
  }
}
