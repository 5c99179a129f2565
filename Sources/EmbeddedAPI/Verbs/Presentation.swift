// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// Objects as a client wants to see them: in the version of its path, whole, as a table, or their metadata alone.
struct Presentation: Sendable {
  private let resource: ServedResource
  /// Nil for no table.
  private var table: Table.Options?
  /// Of `meta.k8s.io`; nil for more than metadata.
  private var metadataVersion: String?
  /// What ages are counted from.
  var now: Instant

  init(_ request: APIRequest, now: Instant) throws(APIFailure) {
    resource = request.target.resource
    self.now = now
    switch request.form {
    case .whole: break
    case .metadata(let version): metadataVersion = version
    case .table(let version):
      let wanted = request.query["includeObject"] ?? "Metadata"
      guard let inclusion = Table.Inclusion(rawValue: wanted) else {
        throw .badRequest(
          "Unable to convert to Table as requested: includeObject: Invalid value: \"\(PlainText.line(wanted, longest: 60))\": "
            + "must be 'Metadata', 'Object', 'None', or empty")
      }
      table = Table.Options(version: version, inclusion: inclusion)
    }
  }

  func one(_ object: JSONValue) -> JSONValue {
    let object = object.converted(to: resource)
    if let table { return rows([object], object["metadata"] ?? .emptyObject, table) }
    return metadataVersion.map { object.partialMetadata(version: $0) } ?? object
  }

  func list(_ objects: [JSONValue], revision: Int64, continuation: String?, remaining: Int?) -> JSONValue {
    let metadata = JSONValue { writer in
      writer.object { metadata in
        metadata.member("resourceVersion", String(revision))
        if let continuation { metadata.member("continue", continuation) }
        if continuation != nil, let remaining { metadata.member("remainingItemCount", remaining) }
      }
    }
    if let table { return rows(objects.map { $0.converted(to: resource) }, metadata, table) }
    return JSONValue { writer in
      writer.object { list in
        list.member("kind", metadataVersion == nil ? resource.listKind : "PartialObjectMetadataList")
        list.member("apiVersion", metadataVersion.map { "meta.k8s.io/\($0)" } ?? resource.resource.apiVersion)
        // Lists of custom resources say that they have come to their end.
        list.member("metadata", resource.isCustom ? JSONValue.endOfList.merging(metadata) : metadata)
        list.name("items")
        list.array { array in
          for object in objects { array.value(member(object)) }
        }
      }
    }
  }

  /// Of a list of built-in objects, it is the list that says what its members are.
  private func member(_ object: JSONValue) -> JSONValue {
    resource.isCustom || metadataVersion != nil
      ? one(object) : object.setting("apiVersion", to: nil).setting("kind", to: nil)
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
  fileprivate static let endOfList = JSONValue.emptyObject.setting("continue", to: .string(""))

  /// All versions of a resource have the same members.
  func converted(to resource: ServedResource) -> JSONValue {
    self["apiVersion"]?.string == resource.resource.apiVersion
      ? self : setting("apiVersion", to: .string(resource.resource.apiVersion))
  }
}
