// SPDX-License-Identifier: Apache-2.0
internal import DequeModule
internal import KubeModel
internal import Posix

/// What was changed, on disk: each line is a checksum and the changes of one write as JSON. A write counts once its line
/// is whole; one that the end of the process has torn was never acknowledged, and is dropped.
struct WriteLog: ~Copyable {
  struct Damage: Error, CustomStringConvertible {
    let description: String
  }

  /// When the log is longer than this, and than the objects it leads to four times over, it is written anew.
  private static let usualShortest = 4 << 20
  private static let chunk = 1 << 20

  private let path: String
  private var file: AppendedFile
  private let shortest: Int

  /// Reads the log of a folder, which is made if it is missing.
  init(folder: String, shortest: Int = usualShortest, into store: inout ObjectStore) throws {
    try AppendedFile.makeFolder(folder)
    let path = folder + "/objects.log"
    var file = try AppendedFile(path)
    try Self.read(&file, path, into: &store)
    (self.path, self.shortest) = (path, shortest)
    self.file = file
  }

  /// Returns once the changes cannot be lost any more.
  mutating func append(_ changes: some Collection<Change>, of store: ObjectStore) throws(SystemError) {
    guard !changes.isEmpty else { return }
    try file.append(Self.line(changes.map { Entry($0.type, $0.key, $0.revision, $0.new) }))
    guard file.count > max(shortest, 4 * store.bytes) else { return }
    // The log that is there goes on to count if no other can be written.
    try? renew(store)
  }

  private mutating func renew(_ store: ObjectStore) throws(SystemError) {
    var fresh = try AppendedFile(path + ".new")
    try fresh.truncate(to: 0)
    for type in store.types {
      let entries = store.objects(type).compactMap { object in
        KubeObject(object).key.map { Entry(type, $0, store.revision, object) }
      }
      guard !entries.isEmpty else { continue }
      try fresh.append(Self.line(entries))
    }
    file = try fresh.moved(to: path)
  }

  // MARK: Lines

  private struct Entry {
    var type: ResourceType
    var key: ObjectKey
    var revision: Int64
    var object: JSONValue?

    init(_ type: ResourceType, _ key: ObjectKey, _ revision: Int64, _ object: JSONValue?) {
      (self.type, self.key, self.revision, self.object) = (type, key, revision, object)
    }

    init?(_ json: JSONValue) {
      guard let group = json["group"]?.string, let plural = json["resource"]?.string,
        let namespace = json["namespace"]?.string, let name = json["name"]?.string,
        let revision = json["revision"]?.integer
      else { return nil }
      self.init(
        ResourceType(group: group, plural: plural), ObjectKey(namespace: namespace, name: name), revision,
        json["object"])
    }

    func encode(into writer: inout JSONWriter) {
      writer.object { entry in
        entry.member("revision", revision)
        entry.member("group", type.group)
        entry.member("resource", type.plural)
        entry.member("namespace", key.namespace)
        entry.member("name", key.name)
        if let object { entry.member("object", object) }
      }
    }
  }

  private static func line(_ entries: [Entry]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array { array in
      for entry in entries { entry.encode(into: &array) }
    }
    return Array(Checksum.text(of: writer.bytes[...]).utf8) + writer.bytes + [newline]
  }

  private static let newline = UInt8(ascii: "\n")

  private static func entries(_ line: ArraySlice<UInt8>) -> [Entry]? {
    let text = line.dropFirst(Checksum.length)
    guard String(decoding: line.prefix(Checksum.length), as: UTF8.self) == Checksum.text(of: text),
      let json = try? JSONValue(parsing: Array(text), limits: JSONLimits(bytes: .max, depth: 10_000, values: .max))
    else { return nil }
    let entries = json.elements.map { Entry($0) }
    return entries.contains { $0 == nil } ? nil : entries.compactMap(\.self)
  }

  private static func read(_ file: inout AppendedFile, _ path: String, into store: inout ObjectStore) throws {
    var waiting: [UInt8] = []
    var (offset, good) = (0, 0)
    while case let bytes = try file.read(from: offset, atMost: chunk), !bytes.isEmpty {
      offset += bytes.count
      waiting += bytes
      while let end = waiting.firstIndex(of: newline) {
        guard let entries = Self.entries(waiting[..<end]) else {
          let isLast = end + 1 == waiting.count && offset == file.count
          guard isLast else {
            throw Damage(description: "\(path) is damaged at byte \(good); move it away to begin anew")
          }
          break
        }
        for entry in entries { store.restore(entry.object, entry.type, entry.key, revision: entry.revision) }
        waiting.removeFirst(end + 1)
        good += end + 1
      }
    }
    if good < file.count { try file.truncate(to: good) }
  }
}
