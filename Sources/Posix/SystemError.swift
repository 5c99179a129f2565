// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// A system call that failed: which one, on what, and the number it left in `errno`.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The call, spelled as its manual page is.
  package let call: String
  /// What it was called on, for a person (an address, a path); nil where the caller says it better.
  package let subject: String?
  package let code: Int32

  package init(call: String, subject: String? = nil, code: Int32) {
    self.call = call
    self.subject = subject
    self.code = code
  }

  /// `bind 127.0.0.1:8443: Address already in use (errno 98)`
  package var description: String {
    let operation = subject.map { "\(call) \($0)" } ?? call
    return "\(operation): \(Self.text(of: code)) (errno \(code))"
  }

  /// True when the other end went away or stopped answering: the ordinary end of a connection, not a fault of ours.
  package var meansPeerLeft: Bool {
    switch code {
    case ECONNRESET, EPIPE, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH: true
    default: false
    }
  }

  /// True when the process or the machine has no descriptor or no memory left for one more socket. It passes when
  /// others are closed, so it is a reason to wait.
  package var meansOutOfResources: Bool {
    switch code {
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: true
    default: false
    }
  }

  func on(_ subject: String) -> SystemError { SystemError(call: call, subject: subject, code: code) }

  private static func text(of code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      buffer.initialize(repeating: 0)
      guard let text = buffer.baseAddress else { return "" }
      // It answers an error for a number it does not know, but even then it writes a text.
      _ = strerror_r(code, text, buffer.count)
      return String(cString: text)
    }
  }
}
