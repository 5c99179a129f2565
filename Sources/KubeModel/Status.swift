// SPDX-License-Identifier: Apache-2.0

/// A failure as Kubernetes words it (`metav1.Status`).
package struct Status: Sendable, Equatable {
  /// An HTTP status code.
  package var code: Int
  /// Nil where Kubernetes has no word for the code.
  package var reason: StatusReason?
  package var message: String
  package var details: StatusDetails?

  package init(code: Int, reason: StatusReason?, message: String, details: StatusDetails? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
  }

  package init(_ reason: StatusReason, message: String, details: StatusDetails? = nil) {
    self.init(code: reason.code, reason: reason, message: message, details: details)
  }

  /// Writes the status as one object.
  package func encode(into writer: inout JSONWriter) {
    writer.object { object in
      object.member("kind", "Status")
      object.member("apiVersion", "v1")
      object.name("metadata")
      object.object { _ in }
      object.member("status", "Failure")
      object.member("message", message)
      if let reason { object.member("reason", reason.rawValue) }
      encodeDetails(into: &object)
      object.member("code", code)
    }
  }

  private func encodeDetails(into object: inout JSONWriter) {
    guard let details else { return }
    object.name("details")
    details.encode(into: &object)
  }

  /// The status as a text of its own: one line, without its end.
  package var encoded: [UInt8] {
    var writer = JSONWriter(capacity: 256)
    encode(into: &writer)
    return writer.bytes
  }
}
