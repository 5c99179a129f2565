// SPDX-License-Identifier: Apache-2.0
@testable import HTTPServer

/// A body that a test writes.
struct FedBody: Sendable {
  let stream: BodyStream
  private let pieces: AsyncStream<[UInt8]>.Continuation
  /// One element when its writer has returned.
  let ended: AsyncStream<Void>

  init() {
    let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
    let (ended, end) = AsyncStream<Void>.makeStream()
    self.pieces = continuation
    self.ended = ended
    stream = BodyStream { body throws(CancellationError) in
      defer { end.yield() }
      for await piece in pieces { try await body.write(piece) }
    }
  }

  func write(_ text: String) { pieces.yield(Array(text.utf8)) }

  func finish() { pieces.finish() }

  func waitForEnd() async {
    for await _ in ended { return }
  }

  /// One whose pieces are all there.
  static func finished(_ pieces: String...) async -> BodyStream {
    let body = FedBody()
    for piece in pieces { body.write(piece) }
    body.finish()
    await body.stream.run(capacity: .max) {}
    return body.stream
  }
}

extension HTTPResponse {
  static func streaming(_ stream: BodyStream) -> HTTPResponse {
    HTTPResponse(status: 200, contentType: "text/plain", stream: stream)
  }
}
