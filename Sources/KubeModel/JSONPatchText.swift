// SPDX-License-Identifier: Apache-2.0

/// A JSON Patch as somebody has sent it (RFC 6902): any operations, of which any may turn out not to fit.
package struct JSONPatchText: Sendable {
  package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
  }

  private enum Change: Sendable {
    case add(JSONValue), replace(JSONValue), test(JSONValue)
    case remove
    case move(from: JSONPointer), copy(from: JSONPointer)
  }

  private struct Operation: Sendable {
    var path: JSONPointer
    var change: Change
  }

  /// As in the API server (k8s.io/apiserver, `maxJSONPatchOperations`).
  private static let mostOperations = 10_000

  private let operations: [Operation]

  /// - Parameter json: an array of operations. Members that the operation does not have are ignored, as the RFC wants.
  package init(_ json: JSONValue) throws(Failure) {
    guard json.kind == .array else { throw Failure(description: "a JSON Patch must be an array of operations") }
    guard json.count <= Self.mostOperations else {
      throw Failure(description: "a JSON Patch may have \(Self.mostOperations) operations, found \(json.count)")
    }
    var operations: [Operation] = []
    for element in json.elements { operations.append(try Self.operation(element)) }
    self.operations = operations
  }

  private static func operation(_ json: JSONValue) throws(Failure) -> Operation {
    let path = try pointer("path", json)
    switch json["op"]?.string {
    case "add": return Operation(path: path, change: .add(try value(json)))
    case "replace": return Operation(path: path, change: .replace(try value(json)))
    case "test": return Operation(path: path, change: .test(try value(json)))
    case "remove": return Operation(path: path, change: .remove)
    case "move": return Operation(path: path, change: .move(from: try pointer("from", json)))
    case "copy": return Operation(path: path, change: .copy(from: try pointer("from", json)))
    case let other:
      throw Failure(description: "an op must be add, remove, replace, move, copy or test, found \(shown(other))")
    }
  }

  private static func pointer(_ name: String, _ json: JSONValue) throws(Failure) -> JSONPointer {
    guard let pointer = json[name]?.string.flatMap({ JSONPointer($0) }) else {
      throw Failure(
        description: "\(name) must be a JSON Pointer such as /spec/schedule, found \(shown(json[name]?.string))")
    }
    return pointer
  }

  private static func value(_ json: JSONValue) throws(Failure) -> JSONValue {
    guard let value = json["value"] else { throw Failure(description: "an operation has no value") }
    return value
  }

  private static func shown(_ text: String?) -> String {
    text.map { "\"\(PlainText.line($0, longest: 60))\"" } ?? "none"
  }

  /// The value with every operation done, in order.
  /// - Parameter limit: bytes that it may have on the way: copies of copies grow fast.
  package func applied(to value: JSONValue, limit: Int) throws(Failure) -> JSONValue {
    var value = value
    for operation in operations {
      value = try Self.apply(operation, to: value)
      guard value.rawBytes.count <= limit else {
        throw Failure(description: "the patched object is larger than \(limit) bytes")
      }
    }
    return value
  }

  private static func apply(_ operation: Operation, to root: JSONValue) throws(Failure) -> JSONValue {
    let path = operation.path
    switch operation.change {
    case .add(let value): return try root.adding(value, at: path)
    case .remove: return try root.removing(path)
    case .replace(let value):
      guard !path.steps.isEmpty else { return value }
      return try root.changing(path.steps[...], at: path) { _ in value }
    case .copy(let from): return try root.adding(try root.existing(from), at: path)
    case .move(let from):
      guard !path.text.hasPrefix(from.text + "/") else {
        throw Failure(description: "\(from.text) cannot be moved into itself")
      }
      let value = try root.existing(from)
      return from == path ? root : try root.removing(from).adding(value, at: path)
    case .test(let value):
      guard try root.existing(path) == value else {
        throw Failure(description: "testing value \(PlainText.line(path.text, longest: 120)) failed: test failed")
      }
      return root
    }
  }
}

extension JSONValue {
  fileprivate func existing(_ path: JSONPointer) throws(JSONPatchText.Failure) -> JSONValue {
    guard let value = path.value(in: self) else { throw .missing(path) }
    return value
  }

  fileprivate func removing(_ path: JSONPointer) throws(JSONPatchText.Failure) -> JSONValue {
    guard let last = path.steps.last else { throw .missing(path) }
    _ = try existing(path)
    return try changing(path.steps.dropLast(), at: path) { parent in
      guard parent.kind == .array, let index = Self.index(last) else { return parent.setting(last, to: nil) }
      return .array(parent.elements.enumerated().filter { $0.offset != index }.map(\.element))
    }
  }

  fileprivate func adding(_ value: JSONValue, at path: JSONPointer) throws(JSONPatchText.Failure) -> JSONValue {
    guard let last = path.steps.last else { return value }
    return try changing(path.steps.dropLast(), at: path) { parent throws(JSONPatchText.Failure) in
      switch parent.kind {
      case .object: return parent.setting(last, to: value)
      case .array:
        var elements = Array(parent.elements)
        guard let index = last == "-" ? elements.count : Self.index(last), index <= elements.count else {
          throw .missing(path)
        }
        elements.insert(value, at: index)
        return .array(elements)
      default: throw .missing(path)
      }
    }
  }

  /// The value with what is at the end of the steps replaced by what `change` makes of it.
  fileprivate func changing(
    _ steps: ArraySlice<String>, at path: JSONPointer,
    _ change: (JSONValue) throws(JSONPatchText.Failure) -> JSONValue
  ) throws(JSONPatchText.Failure) -> JSONValue {
    guard let step = steps.first else { return try change(self) }
    guard let child = child(step) else { throw .missing(path) }
    let changed = try child.changing(steps.dropFirst(), at: path, change)
    guard kind == .array else { return setting(step, to: changed) }
    let index = Self.index(step)
    return .array(elements.enumerated().map { $0.offset == index ? changed : $0.element })
  }
}

extension JSONPatchText.Failure {
  fileprivate static func missing(_ path: JSONPointer) -> JSONPatchText.Failure {
    JSONPatchText.Failure(description: "there is no place \"\(PlainText.line(path.text, longest: 120))\"")
  }
}
