// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// One change of one object.
struct Change: Sendable {
  let revision: Int64
  let type: ResourceType
  let key: ObjectKey
  /// Nil for a new object.
  let old: JSONValue?
  /// Nil for one that is gone.
  let new: JSONValue?

  /// The object after the change, or as it was last; its resource version is that of the change.
  var object: JSONValue {
    new ?? old.map { Change.stamped($0, revision) } ?? .null
  }

  static func stamped(_ object: JSONValue, _ revision: Int64) -> JSONValue {
    object.setting(["metadata", "resourceVersion"], to: .string(String(revision)))
  }
}
