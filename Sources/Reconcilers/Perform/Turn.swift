// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// One reconcile of one object: what the API server has of it, and what its status is to become.
struct Turn: Sendable {
  let observed: Observed
  let plan: Plan
  /// As the API server has it, with everything written so far.
  private(set) var object: KubeObject
  /// As it is written there.
  private(set) var written: ObjectStatus
  /// As it is to be.
  var status: ObjectStatus

  init(_ observed: Observed) {
    self.observed = observed
    plan = Plan(observed)
    object = observed.object
    written = observed.status
    status = plan.status
  }

  var subject: Subject { observed.subject }
  var now: Instant { observed.now }

  /// The patch that brings the status up to date, on the condition that nobody changed the object meanwhile; nil where
  /// there is nothing to write.
  var patch: JSONValue? {
    guard let changes = status.changes(from: written) else { return nil }
    return JSONValue { writer in
      writer.object { patch in
        patch.guardVersion(of: object)
        patch.member("status", changes)
      }
    }
  }

  /// The patch that leaves the object these finalizers, on the same condition.
  func patch(finalizers: [String]) -> JSONValue {
    JSONValue { writer in
      writer.object { patch in
        patch.guardVersion(of: object, finalizers: finalizers)
      }
    }
  }

  /// - Parameter object: the API server's answer to a patch.
  mutating func wrote(_ object: KubeObject) {
    self.object = object
    written = ObjectStatus(object.status)
  }
}

extension JSONWriter {
  fileprivate mutating func guardVersion(of object: KubeObject, finalizers: [String]? = nil) {
    name("metadata")
    self.object { metadata in
      if let version = object.metadata?["resourceVersion"] { metadata.member("resourceVersion", version) }
      guard let finalizers else { return }
      metadata.name("finalizers")
      metadata.array { for finalizer in finalizers { $0.string(finalizer) } }
    }
  }
}
