// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
package import KubeModel

/// How the reconciler of one process is run.
package struct ReconcilerSettings: Sendable {
  /// Replicas with the same one lead in turn.
  package var lease: ObjectKey
  /// Unlike that of every other process.
  package var identity: String
  /// None for all.
  package var namespaces: [String]
  /// Objects that are worked on at a time.
  package var workers: Int
  /// Goes on although CassKop handles the same objects.
  package var toleratesCassKop: Bool

  package init(
    lease: ObjectKey, identity: String, namespaces: [String] = [], workers: Int = usualWorkers,
    toleratesCassKop: Bool = false
  ) {
    self.lease = lease
    self.identity = identity
    self.namespaces = namespaces
    self.workers = workers
    self.toleratesCassKop = toleratesCassKop
  }

  package static var usualWorkers: Int { Controller<Subject>.usualWorkers }
}
