// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What differs between two specs.
enum SpecChange {
  /// A message for each of a thousand changed members would help nobody.
  private static let reported = 50

  /// The names of the members that were added, removed or changed, in alphabetical order, the first few of very many.
  /// Null counts as absent.
  static func members(from old: JSONValue?, to new: JSONValue?) -> [String] {
    let before = members(of: old)
    let after = members(of: new)
    let removed = before.keys.filter { after[$0] == nil }
    let addedOrChanged = after.filter { before[$0.key] != $0.value }.map(\.key)
    return Array((removed + addedOrChanged).sorted().prefix(reported))
  }

  /// By name, so that the time stays in proportion to the size.
  private static func members(of spec: JSONValue?) -> [String: JSONValue] {
    let members = (spec?.members ?? []).filter { !$0.value.isNull }
    return Dictionary(members.map { ($0.name, $0.value) }) { $1 }
  }
}
