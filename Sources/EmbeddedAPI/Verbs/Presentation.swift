// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// Objects as a client wants to see them: in the version of its path, whole or as a table.
struct Presentation: Sendable {
  private let resource: ServedResource
  /// Nil for whole objects.
  private var table: Table.Options?
  private let now: Instant

  init(_ request: APIRequest, now: Instant) throws(APIFailure) {
    resource = request.target.resource
    table = try request.tableVersion.map { version throws(APIFailure) in
      guard let inclusion = Table.Inclusion(rawValue: request.query["includeObject"] ?? "Metadata") else {
        throw .badRequest("includeObject must be None, Metadata or Object")
      }
      return Table.Options(version: version, inclusion: inclusion)
    }
    self.now = now
  }

  func one(_ object: JSONValue) -> JSONValue {
    let object = object.converted(to: resource)
    return table.map { rows([object], object["metadata"] ?? .emptyObject, $0) } ?? object
  }

  func list(_ objects: [JSONValue], revision: Int64, continuation: String?, remaining: Int) -> JSONValue {
    let metadata = JSONValue { writer in
      writer.object { metadata in
        metadata.member("resourceVersion", String(revision))
        guard let continuation else { return }
        metadata.member("continue", continuation)
        metadata.member("remainingItemCount", remaining)
      }
    }
    let objects = objects.map { $0.converted(to: resource) }
    if let table { return rows(objects, metadata, table) }
    return JSONValue { writer in
      writer.object { list in
        list.member("kind", resource.listKind)
        list.member("apiVersion", resource.resource.apiVersion)
        list.member("metadata", metadata)
        list.name("items")
        list.array { array in
          for object in objects { array.value(object) }
        }
      }
    }
  }

  /// A line of a watch. Of tables the first alone has its headers.
  mutating func event(_ type: String, _ object: JSONValue) -> [UInt8] {
    defer { table?.hasHeaders = false }
    return Self.line(type, one(object))
  }

  /// Nothing has happened up to this revision.
  func bookmark(_ revision: Int64) -> [UInt8] {
    let object = JSONValue { writer in
      writer.object { object in
        object.member("kind", resource.resource.kind)
        object.member("apiVersion", resource.resource.apiVersion)
        object.name("metadata")
        object.object { $0.member("resourceVersion", String(revision)) }
      }
    }
    return Self.line("BOOKMARK", object)
  }

  static func line(_ type: String, _ object: JSONValue) -> [UInt8] {
    var writer = JSONWriter(capacity: object.rawBytes.count + 64)
    writer.object { event in
      event.member("type", type)
      event.member("object", object)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private func rows(_ objects: [JSONValue], _ metadata: JSONValue, _ options: Table.Options) -> JSONValue {
    Table(resource.columns, of: objects, metadata: metadata, options: options, now: now).json
  }
}

extension JSONValue {
  /// All versions of a resource have the same members.
  func converted(to resource: ServedResource) -> JSONValue {
    self["apiVersion"]?.string == resource.resource.apiVersion
      ? self : setting("apiVersion", to: .string(resource.resource.apiVersion))
  }
}
