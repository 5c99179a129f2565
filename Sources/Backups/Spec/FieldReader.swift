// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Reads the members of one spec, each as the CRDs type it, and notes what does not fit. `null` reads as absent, as in
/// the API server.
struct FieldReader {
  /// Of the members that the schema does not know this many are reported; comparing each with all names takes time.
  private static let unknownReported = 20

  private var members: JSONMembers
  private var known: [String] = []
  private var misfits: [Misfit] = []

  init(_ spec: JSONValue?) {
    members = JSONMembers(of: spec ?? .null)
    known.reserveCapacity(20)
  }

  mutating func text(_ name: String, emptyIsAbsent: Bool = true) -> Field<String> {
    read(name, expected: "a string") { value in
      value.string.map { emptyIsAbsent && $0.isEmpty ? .absent : .valid($0) }
    }
  }

  mutating func integer(_ name: String) -> Field<Int64> {
    read(name, expected: "a whole number") { $0.integer.map(Field.valid) }
  }

  mutating func bool(_ name: String) -> Field<Bool> {
    read(name, expected: "true or false") { $0.bool.map(Field.valid) }
  }

  /// A text that has a grammar of its own.
  mutating func parsed<Value, Failure: InvalidValue>(
    _ name: String, emptyIsAbsent: Bool = true, _ parse: (String) throws(Failure) -> Value
  ) -> Field<Value> {
    read(name, expected: "a string") { value in
      guard let text = value.string else { return nil }
      if emptyIsAbsent && text.isEmpty { return .absent }
      do throws(Failure) {
        return .valid(try parse(text))
      } catch {
        return .invalid(value, error)
      }
    }
  }

  mutating func map(_ name: String) -> Field<[String: String]> {
    read(name, expected: "a map of strings") { value in
      guard value.kind == .object else { return nil }
      let members = value.members
      var map: [String: String] = [:]
      map.reserveCapacity(members.count)
      for (key, value) in members {
        guard let text = value.string else { return nil }
        map[key] = text
      }
      return map.isEmpty ? .absent : .valid(map)
    }
  }

  private mutating func read<Value>(
    _ name: String, expected: String, _ convert: (JSONValue) -> Field<Value>?
  ) -> Field<Value> {
    known.append(name)
    guard let value = members.take(name), !value.isNull else { return .absent }
    if let field = convert(value) { return field }
    misfits.append(Misfit(name: name, kind: .wrongType(value, expected: expected)))
    return .absent
  }

  /// What does not fit the schema, once all members have been read.
  consuming func finish() -> [Misfit] {
    for name in members.names.prefix(Self.unknownReported) {
      misfits.append(Misfit(name: name, kind: .unknown(meant: Suggestion.nearest(to: name, among: known))))
    }
    return misfits
  }
}
