// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// An object that somebody wants to create, or to change from what it was.
package struct Candidate: Sendable {
  package var kind: SubjectKind
  package var new: KubeObject
  package var old: KubeObject?
  private let userInfo: JSONValue?

  /// - Parameter userInfo: of the review; nil where nobody asks, as in a file.
  package init(kind: SubjectKind, new: KubeObject, old: KubeObject? = nil, userInfo: JSONValue? = nil) {
    self.kind = kind
    self.new = new
    self.old = old
    self.userInfo = userInfo
  }

  /// Who wants it. Read anew each time, since few rules need it.
  package var author: Author? { userInfo.flatMap(Author.init) }

  /// Deletion must never be held up, and finalizers, labels and status are nobody's business here: an update that leaves
  /// the spec as it was is allowed whatever the spec says.
  var needsNoReview: Bool {
    if new.isBeingDeleted { return true }
    guard let old else { return false }
    return old.spec == new.spec
  }
}
