// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension ModelAPIServer {
  package func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await write(.create, resource) { state throws(ModelRefusal) in
      let key = try ModelAPIServer.key(of: object, in: namespace)
      guard state.history.object(resource, key) == nil else {
        throw ModelRefusal(.alreadyExists, "\(key) already exists")
      }
      return try state.store(resource, key, object, replacing: nil)
    }
  }

  package func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await write(.replace, resource) { state throws(ModelRefusal) in
      guard let old = state.history.object(resource, key) else { throw ModelRefusal(.notFound, "\(key) not found") }
      return try state.store(resource, key, object, replacing: old)
    }
  }

  package func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try await write(.patch, resource) { state throws(ModelRefusal) in
      let old = state.history.object(resource, key)
      let patched = try ModelAPIServer.patched(old?.json, patch, key)
      return try state.store(resource, key, patched, replacing: old, subresource)
    }
  }

  /// Creates or replaces an object, as another client might; never fails by a fault.
  package func put(_ resource: KubeResource, _ object: JSONValue) throws {
    try change { state throws(ModelRefusal) in
      let key = try ModelAPIServer.key(of: object, in: nil)
      state.commit(resource, key, object)
    }
  }

  package func delete(_ resource: KubeResource, _ key: ObjectKey, uid: String) async throws(KubeError) {
    _ = try await write(.delete, resource) { state throws(ModelRefusal) in
      guard let old = state.history.object(resource, key) else { throw ModelRefusal(.notFound, "\(key) not found") }
      guard old.uid == uid else { throw ModelRefusal(.conflict, "\(key) has another uid") }
      return state.end(resource, key, old)
    }
  }

  /// Deletes an object, as another client might: one with finalizers is marked, and gone when the last of them is.
  package func delete(_ resource: KubeResource, _ key: ObjectKey) throws {
    try change { state throws(ModelRefusal) in
      guard let old = state.history.object(resource, key) else { throw ModelRefusal(.notFound, "\(key) not found") }
      state.end(resource, key, old)
    }
  }

  private func write(
    _ verb: Verb, _ resource: KubeResource, _ body: (inout State) throws(ModelRefusal) -> KubeObject
  ) async throws(KubeError) -> KubeObject {
    let object = try await answer(verb, resource, body)
    wakeWatches()
    return object
  }

  private static func key(of object: JSONValue, in namespace: String?) throws(ModelRefusal) -> ObjectKey {
    guard let key = KubeObject(object).key else { throw ModelRefusal(.invalid, "metadata.name: Required value") }
    return ObjectKey(namespace: namespace ?? key.namespace, name: key.name)
  }

  /// What is applied owns its members alone, which for one manager is a merge.
  private static func patched(
    _ old: JSONValue?, _ patch: ObjectPatch, _ key: ObjectKey
  ) throws(ModelRefusal) -> JSONValue {
    switch patch {
    case .apply(let object, _, _): return (old ?? .null).merging(object)
    case .merge(let patch):
      guard let old else { throw ModelRefusal(.notFound, "\(key) not found") }
      return old.merging(patch)
    case .json: throw ModelRefusal(.unsupportedMediaType, "the model knows no JSON Patch")
    }
  }
}

extension ModelAPIServer.State {
  /// Writes an object whose version, if it says one, must be that of the old one. The status has a door of its own.
  fileprivate mutating func store(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue, replacing old: KubeObject?,
    _ subresource: Subresource? = nil
  ) throws(ModelRefusal) -> KubeObject {
    let stated = object["metadata"]?["resourceVersion"]?.string
    let present = old?.metadata?["resourceVersion"]?.string
    guard stated == nil || stated == present else { throw ModelRefusal(.conflict, "\(key) has been modified") }
    guard let old else { return commit(resource, key, object) }
    let (main, status) = subresource == .status ? (old.json, object["status"]) : (object, old.status)
    return commit(resource, key, main.setting("status", to: status))
  }

  @discardableResult
  fileprivate mutating func end(_ resource: KubeResource, _ key: ObjectKey, _ object: KubeObject) -> KubeObject {
    let mark = JSONValue { writer in
      writer.object { object in
        object.name("metadata")
        object.object { $0.member("deletionTimestamp", "2026-11-22T16:18:04Z") }
      }
    }
    return commit(resource, key, object.json.merging(mark))
  }

  @discardableResult
  fileprivate mutating func commit(_ resource: KubeResource, _ key: ObjectKey, _ json: JSONValue) -> KubeObject {
    let (object, change) = history.store(resource, key, json)
    for (id, watcher) in watchers where watcher.concerns(change) { watchers[id]?.events.append(change.event) }
    return object
  }
}
