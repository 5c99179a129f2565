// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

extension KubeError.Cause {
  init(_ error: TransportError) {
    switch error {
    case .unusable(let reason), .unreachable(let reason), .untrusted(let reason),
      .timedOut(beforeConnecting: true, let reason):
      self = .unreachable(reason)
    case .timedOut(beforeConnecting: false, let reason), .broken(let reason): self = .unanswered(reason)
    case .unreadable(let reason): self = .malformed(reason)
    case .cancelled: self = .cancelled
    }
  }

  /// An answer that is no success. A proxy, or the server's own front, answers with plain text.
  init(refusal: OutboundResponse) {
    let status = (try? JSONValue(parsing: refusal.body)).flatMap(Status.init)
    let code = refusal.head.status
    self = .refused(
      Status(
        code: code, reason: status?.reason,
        message: status?.message ?? KubeError.Cause.message(of: refusal.body), details: status?.details),
      retryAfter: RetryAfter.duration(in: refusal.head))
  }

  /// A sentence or two; a page of HTML says all it has to say at its beginning.
  private static func message(of body: [UInt8]) -> String {
    let text = PlainText.line(String(decoding: body.prefix(4 << 10), as: UTF8.self), longest: 200)
    let words = text.split(separator: " ").joined(separator: " ")
    return words.isEmpty ? "the answer says nothing more" : words
  }
}
