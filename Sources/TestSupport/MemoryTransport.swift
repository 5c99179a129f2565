// SPDX-License-Identifier: Apache-2.0
package import Outbound
private import Synchronization

/// Answers requests from a script, and remembers them.
package final class MemoryTransport: HTTPTransport {
  package enum Answer: Sendable {
    case whole(OutboundResponse)
    /// A body that comes in pieces, and then ends, or breaks with an error.
    case pieces(OutboundHead, [[UInt8]], TransportError?)
    case failure(TransportError)

    package static func json(_ text: String, status: Int = 200, fields: [OutboundField] = []) -> Answer {
      .whole(OutboundResponse(head: OutboundHead(status: status, fields: fields), body: Array(text.utf8)))
    }

    package static func watch(_ pieces: [[UInt8]], cut: TransportError? = nil) -> Answer {
      .pieces(OutboundHead(status: 200), pieces, cut)
    }
  }

  private let answer: @Sendable (OutboundRequest) -> Answer
  private let received = Mutex<[OutboundRequest]>([])

  package init(_ answer: @escaping @Sendable (OutboundRequest) -> Answer) {
    self.answer = answer
  }

  /// Gives one answer after the other; whoever asks for more finds nobody there.
  package convenience init(_ answers: Answer...) {
    self.init(Script(answers).next)
  }

  private final class Script: Sendable {
    private let rest: Mutex<ArraySlice<Answer>>

    init(_ answers: [Answer]) {
      rest = Mutex(answers[...])
    }

    @Sendable func next(_ request: OutboundRequest) -> Answer {
      rest.withLock { $0.popFirst() } ?? .failure(.unreachable("the script of the test is over: \(request.url)"))
    }
  }

  /// In the order in which they came.
  package var requests: [OutboundRequest] { received.withLock { $0 } }

  package func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    received.withLock { $0.append(request) }
    switch answer(request) {
    case .whole(let response): return response
    case .failure(let error): throw error
    case .pieces(let head, let pieces, let end):
      if let end { throw end }
      return OutboundResponse(head: head, body: pieces.flatMap { $0 })
    }
  }

  package func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    received.withLock { $0.append(request) }
    switch answer(request) {
    case .whole(let response): return OutboundStream(head: response.head, body: Body([response.body], nil))
    case .failure(let error): throw error
    case .pieces(let head, let pieces, let end): return OutboundStream(head: head, body: Body(pieces, end))
    }
  }

  private final class Body: OutboundBody {
    private let pieces: Mutex<ArraySlice<[UInt8]>>
    private let end: TransportError?

    init(_ pieces: [[UInt8]], _ end: TransportError?) {
      self.pieces = Mutex(pieces.filter { !$0.isEmpty }[...])
      self.end = end
    }

    func next() async throws(TransportError) -> [UInt8]? {
      if let piece = pieces.withLock({ $0.popFirst() }) { return piece }
      if let end { throw end }
      return nil
    }
  }
}
