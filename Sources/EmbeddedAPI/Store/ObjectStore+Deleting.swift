// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// Deletion. An object with finalizers is marked, and gone with the last of them. A namespace or a definition takes along
/// what it holds, and is gone once that is.
extension ObjectStore {
  /// - Returns: the object as marked, or as it was last.
  @discardableResult
  mutating func delete(_ type: ResourceType, _ key: ObjectKey, now: Instant) -> JSONValue? {
    guard let object = object(type, key) else { return nil }
    guard isHeld(type, key, object) else {
      let gone = Change.stamped(object, revision + 1)
      remove(type, key)
      removeEmptied(around: type, key)
      return gone
    }
    guard !KubeObject(object).isBeingDeleted else { return object }
    var marked = put(Self.marked(object, type, now: now), type, key)
    for (type, key) in contents(of: type, key) { delete(type, key, now: now) }
    // Without contents that hold it, it is gone by now.
    marked = self.object(type, key) ?? Change.stamped(marked, revision)
    return marked
  }

  /// Puts a changed object in its place, unless nothing holds one that is being deleted any more: then it is gone, and as
  /// it was last is as it was before.
  mutating func replace(_ object: JSONValue, _ type: ResourceType, _ key: ObjectKey) -> JSONValue {
    guard KubeObject(object).isBeingDeleted, !isHeld(type, key, object) else { return put(object, type, key) }
    remove(type, key)
    removeEmptied(around: type, key)
    return object
  }

  /// Removes an object that is being deleted, once nothing holds it.
  private mutating func settle(_ type: ResourceType, _ key: ObjectKey) {
    guard let object = object(type, key), KubeObject(object).isBeingDeleted, !isHeld(type, key, object) else { return }
    remove(type, key)
    removeEmptied(around: type, key)
  }

  private func isHeld(_ type: ResourceType, _ key: ObjectKey, _ object: JSONValue) -> Bool {
    !KubeObject(object).finalizers.isEmpty || contents(of: type, key).contains { _ in true }
  }

  private mutating func removeEmptied(around type: ResourceType, _ key: ObjectKey) {
    settle(.namespaces, ObjectKey(namespace: "", name: key.namespace))
    settle(.definitions, ObjectKey(namespace: "", name: type.description))
  }

  private func contents(of type: ResourceType, _ key: ObjectKey) -> [(ResourceType, ObjectKey)] {
    let holds: (ResourceType, ObjectKey) -> Bool
    switch type {
    case .namespaces: holds = { _, inner in inner.namespace == key.name }
    case .definitions: holds = { type, _ in type.description == key.name }
    default: return []
    }
    return types.flatMap { type in
      objects(type).compactMap { KubeObject($0).key }.filter { holds(type, $0) }.map { (type, $0) }
    }
  }

  private static func marked(_ object: JSONValue, _ type: ResourceType, now: Instant) -> JSONValue {
    var object = object.setting(["metadata", "deletionTimestamp"], to: .string(now.kubernetesTime))
    if type != .namespaces { object = object.setting(["metadata", "deletionGracePeriodSeconds"], to: .integer(0)) }
    if let generation = KubeObject(object).generation {
      object = object.setting(["metadata", "generation"], to: .integer(generation + 1))
    }
    return type == .namespaces ? object.setting(["status", "phase"], to: .string("Terminating")) : object
  }
}
