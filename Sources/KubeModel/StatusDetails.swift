// SPDX-License-Identifier: Apache-2.0

/// What a failure is about (`metav1.StatusDetails`): kubectl prints each cause on a line of its own.
package struct StatusDetails: Sendable, Equatable {
  package struct Cause: Sendable, Equatable {
    package var reason: CauseReason
    package var message: String
    /// As Kubernetes prints paths: `spec.rename[k1.t1]`.
    package var field: String

    package init(reason: CauseReason, message: String, field: String) {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  package var group: String
  /// The kind of an object that is at fault; of one that is not there, or in the way, the plural of its resource.
  package var kind: String
  package var name: String
  package var causes: [Cause]

  package init(group: String, kind: String, name: String, causes: [Cause]) {
    self.group = group
    self.kind = kind
    self.name = name
    self.causes = causes
  }

  func encode(into writer: inout JSONWriter) {
    writer.object { object in
      if !name.isEmpty { object.member("name", name) }
      if !group.isEmpty { object.member("group", group) }
      if !kind.isEmpty { object.member("kind", kind) }
      guard !causes.isEmpty else { return }
      object.name("causes")
      object.array { array in
        for cause in causes { cause.encode(into: &array) }
      }
    }
  }
}

extension StatusDetails.Cause {
  fileprivate func encode(into writer: inout JSONWriter) {
    writer.object { object in
      object.member("reason", reason.rawValue)
      object.member("message", message)
      object.member("field", field)
    }
  }
}
