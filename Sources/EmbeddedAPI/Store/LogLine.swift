// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// What one write has changed, as a line of the log: a checksum, and the changes as JSON.
struct LogLine {
  struct Entry {
    var type: ResourceType
    var key: ObjectKey
    var revision: Int64
    /// Nil for an object that is gone.
    var object: JSONValue?
  }

  static let newline = UInt8(ascii: "\n")

  let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// - Parameter line: without its end. Nil for one that was not written whole.
  init?(_ line: ArraySlice<UInt8>) {
    let text = line.dropFirst(Checksum.length)
    guard String(decoding: line.prefix(Checksum.length), as: UTF8.self) == Checksum.text(of: text),
      let json = try? JSONValue(parsing: Array(text), limits: JSONLimits(bytes: .max, depth: 10_000, values: .max))
    else { return nil }
    let entries = json.elements.map { Entry($0) }
    guard !entries.contains(where: { $0 == nil }) else { return nil }
    self.entries = entries.compactMap(\.self)
  }

  /// With its end.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.array { array in
      for entry in entries { entry.encode(into: &array) }
    }
    return Array(Checksum.text(of: writer.bytes[...]).utf8) + writer.bytes + [Self.newline]
  }
}

extension LogLine.Entry {
  init(_ change: Change) {
    self.init(type: change.type, key: change.key, revision: change.revision, object: change.new)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let group = json["group"]?.string, let plural = json["resource"]?.string,
      let namespace = json["namespace"]?.string, let name = json["name"]?.string,
      let revision = json["revision"]?.integer
    else { return nil }
    self.init(
      type: ResourceType(group: group, plural: plural), key: ObjectKey(namespace: namespace, name: name),
      revision: revision, object: json["object"])
  }

  fileprivate func encode(into writer: inout JSONWriter) {
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
