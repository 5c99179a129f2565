// SPDX-License-Identifier: Apache-2.0

/// A JSON Patch (RFC 6902) made of what defaults need: additions of members.
package struct JSONPatch: Sendable, Equatable {
  /// An addition: the one operation that defaults need.
  package struct Operation: Sendable, Equatable {
    package let path: FieldPath
    package let value: JSONValue

    /// Sets the member at `path`, whose last step is a name; what is around it must exist.
    package static func add(path: FieldPath, value: JSONValue) -> Operation {
      Operation(path: path, value: value)
    }
  }

  package var operations: [Operation]

  package init(operations: [Operation] = []) {
    self.operations = operations
  }

  package var isEmpty: Bool { operations.isEmpty }

  /// The patch as the API server reads it: a JSON array.
  package var encoded: [UInt8] {
    var writer = JSONWriter()
    writer.array { array in
      for operation in operations { operation.encode(into: &array) }
    }
    return writer.bytes
  }

  /// The value with every operation done, in order, as a document of its own: nodes and offsets count anew. All other
  /// bytes are kept as they were received.
  package func applied(to value: JSONValue) throws(JSONPatchError) -> JSONValue {
    var value = value
    for operation in operations { value = try operation.applied(to: value) }
    return value
  }
}

extension JSONPatch.Operation {
  fileprivate func encode(into writer: inout JSONWriter) {
    writer.object { object in
      object.member("op", "add")
      object.member("path", path.pointer)
      object.member("value", value)
    }
  }

  fileprivate func applied(to root: JSONValue) throws(JSONPatchError) -> JSONValue {
    guard let name = path.steps.last?.memberName else { throw .notAMember(path) }
    guard let parent = root.value(at: path.parent), parent.kind == .object else { throw .noParent(path) }
    return JSONPatch.setting(name, of: parent, to: value, in: root)
  }
}

extension JSONPatch {
  private static func setting(
    _ name: String, of parent: JSONValue, to value: JSONValue, in root: JSONValue
  ) -> JSONValue {
    let text = root.rawBytes
    var result: [UInt8] = []
    result.reserveCapacity(text.count + value.rawBytes.count + name.utf8.count + 8)
    if let old = parent[name] {
      result.append(contentsOf: text[..<old.rawBytes.startIndex])
      result.append(contentsOf: value.rawBytes)
      result.append(contentsOf: text[old.rawBytes.endIndex...])
    } else {
      let end = parent.rawBytes.endIndex - 1
      result.append(contentsOf: text[..<end])
      if !parent.isEmpty { result.append(UInt8(ascii: ",")) }
      result.append(contentsOf: member(name, value))
      result.append(contentsOf: text[end...])
    }
    return JSONValue(written: result)
  }

  private static func member(_ name: String, _ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.member(name, value)
    return writer.bytes
  }
}

extension FieldPath.Step {
  fileprivate var memberName: String? {
    switch self {
    case .member(let name), .key(let name): name
    case .index: nil
    }
  }
}

extension FieldPath {
  fileprivate var parent: FieldPath { FieldPath(steps: steps.dropLast()) }
}
