// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import DequeModule
internal import KubeModel

/// All objects, and how they came about: revisions rise by one with each change of any object, and the latest changes are
/// remembered for watches, for lists in pages, and to take back what could not be kept.
struct ObjectStore: Sendable {
  /// It has no memory of that revision, or has not reached it yet.
  enum NotAvailable: Error, Equatable { case compacted, future }

  /// Changes and bytes that are remembered: some minutes of a busy cluster, and no more than the objects themselves.
  static let historyCount = 10_000
  static let historyBytes = 64 << 20
  /// Bytes of all objects. It is no database: a cluster of 20,000 backups has a tenth of that.
  static let objectBytes = 256 << 20

  private(set) var revision: Int64
  private(set) var bytes = 0
  private var objects: [ResourceType: [ObjectKey: JSONValue]] = [:]
  private var history: Deque<Change> = []
  private var rememberedBytes = 0

  /// - Parameter revision: where to go on from.
  init(revision: Int64 = 1) { self.revision = revision }

  /// Watches can go on from here or later.
  var oldest: Int64 { history.first.map { $0.revision - 1 } ?? revision }

  var types: some Collection<ResourceType> { objects.keys }

  func object(_ type: ResourceType, _ key: ObjectKey) -> JSONValue? { objects[type]?[key] }

  /// In the order of namespaces and names.
  /// - Parameter namespace: nil for all.
  func objects(_ type: ResourceType, in namespace: String? = nil) -> [JSONValue] {
    Self.sorted(objects[type] ?? [:], in: namespace)
  }

  /// The same as it was at a revision.
  func objects(_ type: ResourceType, in namespace: String?, at revision: Int64) throws(NotAvailable) -> [JSONValue] {
    guard revision <= self.revision else { throw .future }
    guard revision >= oldest else { throw .compacted }
    var objects = objects[type] ?? [:]
    for change in history.reversed() {
      guard change.revision > revision else { break }
      if change.type == type { objects[change.key] = change.old }
    }
    return Self.sorted(objects, in: namespace)
  }

  /// What has changed since a revision, oldest first.
  func changes(after revision: Int64) throws(NotAvailable) -> Deque<Change>.SubSequence {
    guard revision <= self.revision else { throw .future }
    guard revision >= oldest else { throw .compacted }
    return history.suffix(Int(self.revision - revision))
  }

  private static func sorted(_ objects: [ObjectKey: JSONValue], in namespace: String?) -> [JSONValue] {
    objects.filter { namespace == nil || $0.key.namespace == namespace }
      .sorted { ($0.key.namespace, $0.key.name) < ($1.key.namespace, $1.key.name) }.map(\.value)
  }
}

// MARK: Changes

extension ObjectStore {
  /// Puts an object in the place of the one there, if any, under the next revision.
  /// - Returns: the object with its version.
  @discardableResult
  mutating func put(_ object: JSONValue, _ type: ResourceType, _ key: ObjectKey) -> JSONValue {
    let object = Change.stamped(object, revision + 1)
    record(Change(revision: revision + 1, type: type, key: key, old: self.object(type, key), new: object))
    return object
  }

  mutating func remove(_ type: ResourceType, _ key: ObjectKey) {
    guard let old = object(type, key) else { return }
    record(Change(revision: revision + 1, type: type, key: key, old: old, new: nil))
  }

  /// Does again what was done before a restart, and does not remember it.
  mutating func restore(_ object: JSONValue?, _ type: ResourceType, _ key: ObjectKey, revision: Int64) {
    set(object, type, key)
    self.revision = max(self.revision, revision)
  }

  /// Takes back every change after a revision. None of them may have been forgotten.
  mutating func rollBack(to revision: Int64) {
    while let last = history.last, last.revision > revision {
      history.removeLast()
      rememberedBytes -= last.size
      set(last.old, last.type, last.key)
    }
    self.revision = revision
  }

  /// Forgets what is too old. Not while a change may yet be taken back.
  mutating func forget(count: Int = historyCount, bytes: Int = historyBytes) {
    while let first = history.first, history.count > count || rememberedBytes > bytes {
      history.removeFirst()
      rememberedBytes -= first.size
    }
  }

  private mutating func record(_ change: Change) {
    revision = change.revision
    history.append(change)
    rememberedBytes += change.size
    set(change.new, change.type, change.key)
  }

  private mutating func set(_ object: JSONValue?, _ type: ResourceType, _ key: ObjectKey) {
    bytes += (object?.rawBytes.count ?? 0) - (self.object(type, key)?.rawBytes.count ?? 0)
    objects[type, default: [:]][key] = object
  }
}

extension Change {
  fileprivate var size: Int { (old?.rawBytes.count ?? 0) + (new?.rawBytes.count ?? 0) }
}
