// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// Why a sidecar did not do, or did not say, what it was asked. The texts are for people: they differ from version to
/// version, and nothing is decided by them.
package enum SidecarError: Error, Sendable, Equatable {
  /// Nothing was sent.
  case unreachable(String)
  /// It answered, and not with what was asked: the text in one line of at most 300 characters, empty if there is none.
  case refused(status: Int, String)
  /// Sent, then broken, timed out, or given up by a gateway between us and the sidecar.
  case unanswered(String)
  /// It answered with success, and the answer cannot be read.
  case unreadable(String)
  case cancelled

  /// Whether what was asked may have been done, so that asking again may do it twice. A refusal is an answer, that of
  /// 500 too: it is what the sidecar says to every request that it did not take.
  package var mayHaveBeenDone: Bool {
    switch self {
    case .unreachable, .refused: false
    case .unanswered, .unreadable, .cancelled: true
    }
  }
}

extension SidecarError {
  init(_ error: TransportError) {
    switch error {
    case .cancelled: self = .cancelled
    case .unreadable(let reason): self = .unreadable(reason)
    default: self = error.mayHaveArrived ? .unanswered("\(error)") : .unreachable("\(error)")
    }
  }

  /// An answer that is not the one that was asked for.
  init(_ response: OutboundResponse) {
    let status = response.head.status
    switch status {
    // A sidecar never says so. A gateway does, of a mesh for one, which may have passed the request on.
    case 502, 503, 504: self = .unanswered("a gateway answered \(status) in its place")
    case 200..<300: self = .unreadable("it answered \(status), which is not the success that was asked for")
    default: self = .refused(status: status, Self.text(of: response.body))
    }
  }

  /// Whatever the field Content-Type says, a refusal is text. Of a page of it, the beginning says what there is to say.
  private static func text(of body: [UInt8]) -> String {
    PlainText.line(String(decoding: body.prefix(4 << 10), as: UTF8.self), longest: 300)
  }
}

extension SidecarError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): "the sidecar was not reached: \(reason)"
    case .refused(let status, let text):
      text.isEmpty ? "the sidecar answered \(status)" : "the sidecar answered \(status): \(text)"
    case .unanswered(let reason): "the sidecar did not answer: \(reason)"
    case .unreadable(let reason): "the answer of the sidecar cannot be read: \(reason)"
    case .cancelled: "the request to the sidecar was cancelled"
    }
  }
}
