// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// Everything a rule may look at: one object, what it was before, what surrounds it, and the time.
package struct Review<Spec: Sendable, Facts: Sendable>: Sendable {
  package struct Version: Sendable {
    package var object: KubeObject
    /// Of the object with its defaults applied.
    package var spec: Spec

    package init(object: KubeObject, spec: Spec) {
      self.object = object
      self.spec = spec
    }
  }

  package var new: Version
  /// Nil when the object is being created.
  package var old: Version?
  package var facts: Facts
  package var now: Instant

  package var spec: Spec { new.spec }
  package var key: ObjectKey { new.object.identity }
}

package typealias BackupReview = Review<BackupSpec, BackupFacts>
package typealias RestoreReview = Review<RestoreSpec, RestoreFacts>
