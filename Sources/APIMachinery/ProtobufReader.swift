// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel

/// Reads an object that was sent in protobuf (k8s.io/apimachinery, `runtime/serializer/protobuf`), which kubectl does for
/// some commands whatever a server says that it takes. Members that are not described are left out.
package struct ProtobufReader {
  /// What the bytes are not.
  package struct Malformed: Error, CustomStringConvertible {
    package var description: String { "the body of the request is not an object in protobuf" }
  }

  package static let contentType = "application/vnd.kubernetes.protobuf"
  private static let magic = Array("k8s\0".utf8)
  /// `runtime.Unknown`, around every object.
  private static let envelope = ProtobufDescriptor([
    1: ("type", .message(ProtobufDescriptor([1: ("apiVersion", .text), 2: ("kind", .text)]))), 2: ("raw", .bytes),
  ])

  private var rest: ArraySlice<UInt8>

  /// - Parameter message: what objects of the kind consist of.
  package static func object(_ body: [UInt8], _ message: ProtobufDescriptor) throws(Malformed) -> JSONValue {
    guard body.starts(with: magic) else { throw Malformed() }
    let envelope = try value(of: body.dropFirst(magic.count), envelope)
    guard let raw = envelope["raw"]?.string.flatMap({ Data(base64Encoded: $0) }) else { throw Malformed() }
    var object = try value(of: ArraySlice(raw), message)
    for name in ["apiVersion", "kind"] {
      if let text = envelope["type"]?[name] { object = object.setting(name, to: text) }
    }
    return object
  }

  private static func value(of bytes: ArraySlice<UInt8>, _ message: ProtobufDescriptor) throws(Malformed) -> JSONValue {
    var reader = ProtobufReader(rest: bytes)
    var members: [String: JSONValue] = [:]
    var lists: [String: [JSONValue]] = [:]
    var maps: [String: [String: JSONValue]] = [:]
    while let (number, field) = try reader.field() {
      guard let (name, type) = message.fields[number] else { continue }
      switch type {
      case .list(let type): lists[name, default: []].append(try Self.json(field, type) ?? .null)
      case .map(let type):
        let entry = try value(of: field.bytes, ProtobufDescriptor([1: ("key", .text), 2: ("value", type)]))
        maps[name, default: [:]][entry["key"]?.string ?? ""] = entry["value"] ?? .string("")
      default: members[name] = try Self.json(field, type)
      }
    }
    for (name, list) in lists { members[name] = .array(list) }
    for (name, map) in maps { members[name] = Self.object(map) }
    return object(members)
  }

  private static func object(_ members: [String: JSONValue]) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { object.member(name, value) }
      }
    }
  }

  /// Nil for what is not worth writing: a text, a number or a flag that is zero, and a time that is none.
  private static func json(_ field: Field, _ type: ProtobufDescriptor.FieldType) throws(Malformed) -> JSONValue? {
    switch type {
    case .text:
      guard let text = String(validating: field.bytes, as: UTF8.self) else { throw Malformed() }
      return text.isEmpty ? nil : .string(text)
    case .bytes: return .string(Data(field.bytes).base64EncodedString())
    case .integer: return field.integer == 0 ? nil : .integer(Int64(bitPattern: field.integer))
    case .flag: return .bool(field.integer != 0)
    case .time:
      let seconds = try value(of: field.bytes, ProtobufDescriptor([1: ("seconds", .integer)]))["seconds"]?.integer
      return seconds.map { .string(Instant(seconds: $0).kubernetesTime) }
    case .message(let message): return try value(of: field.bytes, message)
    case .list, .map: return nil
    }
  }

  // MARK: The wire format

  private struct Field {
    var bytes: ArraySlice<UInt8> = []
    var integer: UInt64 = 0
  }

  private mutating func field() throws(Malformed) -> (Int, Field)? {
    guard !rest.isEmpty else { return nil }
    let key = try integer()
    guard let number = Int(exactly: key >> 3) else { throw Malformed() }
    switch key & 7 {
    case 0: return (number, Field(integer: try integer()))
    case 1: return (number, Field(bytes: try take(8)))
    case 2: return (number, Field(bytes: try take(try integer())))
    case 5: return (number, Field(bytes: try take(4)))
    default: throw Malformed()
    }
  }

  private mutating func take(_ count: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Malformed() }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  /// Seven bits a byte, the least first; the highest bit says that there are more.
  private mutating func integer() throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Malformed() }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed()
  }
}
