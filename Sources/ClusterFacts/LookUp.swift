// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Something that a review asks for and that only the API server can tell.
enum LookUp: Hashable, Sendable {
  case cluster(ObjectKey)
  case backup(ObjectKey)
  case secret(ObjectKey)
  case access(AccessQuestion)
}

/// Whether somebody may read a Secret.
struct AccessQuestion: Hashable, Sendable {
  var author: Author
  var secret: ObjectKey
}
