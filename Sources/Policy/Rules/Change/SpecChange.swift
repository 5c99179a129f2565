// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What differs between two specs.
enum SpecChange {
  /// The names of the members that were added, removed or changed, in alphabetical order. Null counts as absent.
  static func members(from old: JSONValue?, to new: JSONValue?) -> [String] {
    let names = Set((old.map(names) ?? []) + (new.map(names) ?? []))
    return names.filter { value($0, in: old) != value($0, in: new) }.sorted()
  }

  private static func names(_ spec: JSONValue) -> [String] {
    spec.members.map(\.name)
  }

  private static func value(_ name: String, in spec: JSONValue?) -> JSONValue? {
    spec?[name].flatMap { $0.isNull ? nil : $0 }
  }
}
