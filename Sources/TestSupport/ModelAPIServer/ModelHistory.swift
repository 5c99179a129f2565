// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What a model of an API server stores: objects, and every change since the last compaction. Versions rise by one over
/// all kinds.
struct ModelHistory {
  struct Change {
    var resource: KubeResource
    var namespace: String
    var event: WatchEvent
  }

  /// Of the latest change.
  private(set) var version = 1
  /// No earlier version is remembered.
  private(set) var oldest = 1
  private var objects: [KubeResource: [ObjectKey: KubeObject]] = [:]
  /// Of version `oldest + 1` and those after it.
  private var changes: [Change] = []
  /// Lists that are being read in pages, by their version.
  private var snapshots: [Snapshot: [KubeObject]] = [:]

  private struct Snapshot: Hashable {
    var resource: KubeResource
    var namespace: String?
    var labelSelector: String?
    var version: Int
  }

  func object(_ resource: KubeResource, _ key: ObjectKey) -> KubeObject? { objects[resource]?[key] }

  func objects(
    _ resource: KubeResource, in namespace: String? = nil, where selector: ModelSelector = ModelSelector()
  ) -> [KubeObject] {
    (objects[resource] ?? [:])
      .filter { (namespace == nil || $0.key.namespace == namespace) && selector.selects($0.value) }
      .sorted { ($0.key.namespace, $0.key.name) < ($1.key.namespace, $1.key.name) }
      .map(\.value)
  }

  /// Stores an object under the next version; one that is being deleted and has no finalizers is gone by that.
  mutating func store(_ resource: KubeResource, _ key: ObjectKey, _ json: JSONValue) -> (KubeObject, Change) {
    version += 1
    let old = objects[resource]?[key]
    let object = KubeObject(json.merging(serverMembers(of: json["spec"], old)))
    let isGone = object.isBeingDeleted && object.finalizers.isEmpty
    objects[resource, default: [:]][key] = isGone ? nil : object
    let event: WatchEvent = isGone ? .deleted(object) : old == nil ? .added(object) : .modified(object)
    let change = Change(resource: resource, namespace: key.namespace, event: event)
    changes.append(change)
    return (object, change)
  }

  /// The metadata that clients have no say in.
  private func serverMembers(of spec: JSONValue?, _ old: KubeObject?) -> JSONValue {
    let generation = old.map { ($0.generation ?? 0) + ($0.spec == spec ? 0 : 1) } ?? 1
    return JSONValue { writer in
      writer.object { object in
        object.name("metadata")
        object.object { metadata in
          metadata.member("uid", old?.uid ?? "uid-\(version)")
          metadata.member("generation", generation)
          metadata.member("resourceVersion", "\(version)")
        }
      }
    }
  }

  /// One page of the objects as they were when the first page was asked for. A continuation is `version.offset`.
  mutating func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) throws(ModelRefusal) -> ObjectList {
    let (version, start) = try place(page.continuation)
    let snapshot = Snapshot(
      resource: resource, namespace: namespace, labelSelector: page.labelSelector, version: version)
    if page.continuation == nil {
      let selector = try ModelSelector(parsing: page.labelSelector ?? "")
      snapshots[snapshot] = objects(resource, in: namespace, where: selector)
    }
    guard let all = snapshots[snapshot], start <= all.count else {
      throw ModelRefusal(.badRequest, "continue key is not valid")
    }
    let end = min(start + page.limit, all.count)
    return ObjectList(
      objects: Array(all[start..<end]), resourceVersion: "\(version)",
      continuation: end < all.count ? "\(version).\(end)" : nil)
  }

  private func place(_ continuation: String?) throws(ModelRefusal) -> (version: Int, offset: Int) {
    guard let continuation else { return (version, 0) }
    let parts = continuation.split(separator: ".").compactMap { Int($0) }
    guard parts.count == 2 else { throw ModelRefusal(.badRequest, "continue key is not valid: \(continuation)") }
    guard parts[0] >= oldest else { throw ModelRefusal(.expired, "The provided continue parameter is too old") }
    return (parts[0], parts[1])
  }

  /// What has happened since.
  func changes(since text: String) throws(ModelRefusal) -> ArraySlice<Change> {
    guard let since = Int(text), since > 0 else {
      throw ModelRefusal(.badRequest, "Invalid value: \"\(text)\": resourceVersion")
    }
    guard since >= oldest else { throw ModelRefusal(.expired, "too old resource version: \(since) (\(oldest))") }
    guard since <= version else {
      throw ModelRefusal(.badRequest, "Too large resource version: \(since), current: \(version)")
    }
    return changes[(since - oldest)...]
  }

  /// Forgets all versions before the present one, and with them lists that are being read.
  mutating func compact() {
    oldest = version
    changes = []
    snapshots = snapshots.filter { $0.key.version >= oldest }
  }
}
