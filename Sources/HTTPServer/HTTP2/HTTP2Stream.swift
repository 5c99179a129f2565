// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// One request and its answer, from the first field to the last byte. Lives in the codec's table until nghttp2 has
/// closed the stream. A class so that a body grows in place.
final class HTTP2Stream {
  enum State {
    case receivingHead
    case receivingBody
    /// Announced as an event, which `respond` or `cancelled` ends.
    case answering
    case responding
  }

  /// What there is of an answer, in bytes.
  enum BodyPart: Equatable {
    case piece(Int)
    case last(Int)
    /// Nothing yet.
    case nothing
  }

  let began: MonotonicTime
  var state = State.receivingHead
  var assembler: RequestAssembler
  /// The client has ended its side; else we have to reset the stream once it is answered.
  var requestEnded = false

  /// What there is of the answer's body, and where the rest of it comes from, if it is being made.
  private(set) var body: [UInt8] = []
  private(set) var source: BodyStream?
  private(set) var sent = 0
  /// Since when we know that the answer makes no progress; nil after progress.
  private var waitingSince: MonotonicTime?

  init(limits: Limits, began: MonotonicTime) {
    self.began = began
    assembler = RequestAssembler(limits: limits)
  }

  var isReceiving: Bool { state == .receivingHead || state == .receivingBody }

  /// Bytes of the answer that nghttp2 has not taken yet.
  var unsent: Int { body.count - sent + (source?.count ?? 0) }

  /// The answer is being made, and what there is of it has been sent.
  var isQuiet: Bool { state == .responding && source != nil && unsent == 0 }

  func respond(with body: [UInt8], source: BodyStream?) {
    state = .responding
    self.body = body
    self.source = source
  }

  /// Copies the next bytes of the answer.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> BodyPart {
    waitingSince = nil
    // Before it is read: what its writer adds meanwhile is told anew.
    let isFinished = source?.isFinished ?? true
    let count = source?.read(into: buffer) ?? readBody(into: buffer)
    if isFinished, unsent == 0 { return .last(count) }
    return count == 0 ? .nothing : .piece(count)
  }

  private func readBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, body.count - sent)
    body.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count])) }
    sent += count
    return count
  }

  /// Whether the peer has kept us waiting too long: for its request, or for room in the window of our answer.
  func isOverdue(limits: Limits, now: MonotonicTime) -> Bool {
    switch state {
    case .receivingHead: return now > began + limits.headTimeout
    case .receivingBody: return now > began + limits.headTimeout + limits.bodyTimeout
    case .answering: return false
    case .responding:
      guard !isQuiet, let waitingSince else {
        waitingSince = isQuiet ? nil : now
        return false
      }
      return now > waitingSince + limits.writeTimeout
    }
  }
}
