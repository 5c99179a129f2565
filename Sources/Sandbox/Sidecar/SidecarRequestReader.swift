// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Reads members of a request as Jackson does: texts do for numbers and truth values, fractions are cut off, and null is
/// as good as nothing.
struct SidecarRequestReader {
  private let object: JSONValue

  init(_ object: JSONValue) { self.object = object }

  func value(_ name: String) -> JSONValue? {
    object[name].flatMap { $0.isNull ? nil : $0 }
  }

  func text(_ name: String) throws(SidecarRequestError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = Self.scalar(value) else { throw .misfit(name, "java.lang.String") }
    return text
  }

  func flag(_ name: String) throws(SidecarRequestError) -> Bool {
    guard let value = value(name) else { return false }
    switch Self.scalar(value)?.lowercased() {
    case "true": return true
    case "false": return false
    default: throw .misfit(name, "boolean")
    }
  }

  func integer(_ name: String) throws(SidecarRequestError) -> Int64? {
    guard let value = value(name) else { return nil }
    guard value.kind != .bool, let text = Self.scalar(value) else { throw .misfit(name, "int") }
    if let integer = Int64(text) { return integer }
    guard value.kind == .number, let number = Double(text), abs(number) < 1e18 else { throw .misfit(name, "int") }
    return Int64(number)
  }

  func integer32(_ name: String) throws(SidecarRequestError) -> Int? {
    guard let value = try integer(name) else { return nil }
    guard Int32(exactly: value) != nil else { throw .misfit(name, "int") }
    return Int(value)
  }

  func texts(_ name: String) throws(SidecarRequestError) -> [String]? {
    guard let value = value(name) else { return nil }
    let texts = value.elements.compactMap(\.string)
    guard value.kind == .array, texts.count == value.count else { throw .misfit(name, "java.util.List") }
    return texts
  }

  func object(_ name: String) throws(SidecarRequestError) -> SidecarRequestReader? {
    guard let value = value(name) else { return nil }
    guard value.kind == .object else { throw .misfit(name, "java.lang.Object") }
    return SidecarRequestReader(value)
  }

  var members: [(name: String, value: JSONValue)] { object.members }

  private static func scalar(_ value: JSONValue) -> String? {
    switch value.kind {
    case .string: value.string
    case .number, .bool: String(decoding: value.rawBytes, as: UTF8.self)
    default: nil
    }
  }
}
