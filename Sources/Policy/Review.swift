// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// Everything a rule may look at: one object, what it was before, what surrounds it, and the time.
package struct Review<Spec: Sendable, Facts: Sendable>: Sendable {
  package struct Version: Sendable {
    /// With its defaults applied.
    package var object: KubeObject
    package var spec: Spec

    package init(object: KubeObject, spec: Spec) {
      self.object = object
      self.spec = spec
    }
  }

  package var new: Version
  /// Nil when the object is being created.
  package var old: Version?
  /// Its name is empty where the API server has yet to make one.
  package var key: ObjectKey
  package var facts: Facts
  package var now: Instant

  package var spec: Spec { new.spec }
}

package typealias BackupReview = Review<BackupSpec, BackupFacts>
package typealias RestoreReview = Review<RestoreSpec, RestoreFacts>
