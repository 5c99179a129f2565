// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// One object in the life of a cluster: another of the same name is not the same.
package struct ObjectReference: Sendable, Hashable {
  package let resource: KubeResource
  package let key: ObjectKey
  package let uid: String

  package init(_ resource: KubeResource, _ key: ObjectKey, uid: String) {
    self.resource = resource
    self.key = key
    self.uid = uid
  }
}
