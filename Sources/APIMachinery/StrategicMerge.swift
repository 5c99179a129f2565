// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A strategic merge patch, which kubectl sends for built-in types: like a merge patch, but lists whose elements have an
/// identity are merged, and some members are directives (k8s.io/apimachinery, `strategicpatch`).
package enum StrategicMerge {
  /// What tells the elements of a list apart, by the member that holds it; every other list is replaced.
  private static let keys = [
    "containers": "name", "initContainers": "name", "volumes": "name", "env": "name", "imagePullSecrets": "name",
    "webhooks": "name", "ownerReferences": "uid", "conditions": "type", "podIPs": "ip",
  ]
  private static let deleteFrom = "$deleteFromPrimitiveList/"

  package static func apply(_ patch: JSONValue, to value: JSONValue) -> JSONValue {
    guard patch.kind == .object, value.kind == .object, patch["$patch"]?.string != "replace" else {
      return cleaned(patch)
    }
    var result = value
    for (name, change) in patch.members where !name.hasPrefix("$") {
      result = result.setting(name, to: change.isNull ? nil : merged(name, change, value[name]))
    }
    for (name, gone) in patch.members where name.hasPrefix(deleteFrom) {
      let name = String(name.dropFirst(deleteFrom.count))
      guard let list = result[name] else { continue }
      result = result.setting(name, to: .array(list.elements.filter { !gone.elements.contains($0) }))
    }
    return result
  }

  private static func merged(_ name: String, _ change: JSONValue, _ old: JSONValue?) -> JSONValue {
    guard let old else { return cleaned(change) }
    guard change.kind == .array, old.kind == .array else { return apply(change, to: old) }
    if name == "finalizers" {
      return .array(Array(old.elements) + change.elements.filter { !old.elements.contains($0) })
    }
    guard let key = keys[name], !change.elements.contains(where: { $0["$patch"]?.string == "replace" }) else {
      return cleaned(change)
    }
    var elements = Array(old.elements)
    for element in change.elements {
      let place = elements.firstIndex { $0[key] == element[key] }
      if element["$patch"]?.string == "delete" {
        if let place { elements.remove(at: place) }
      } else if let place {
        elements[place] = apply(element, to: elements[place])
      } else {
        elements.append(cleaned(element))
      }
    }
    return .array(elements)
  }

  /// Without directives and nulls, for where there is nothing to merge with.
  private static func cleaned(_ value: JSONValue) -> JSONValue {
    switch value.kind {
    case .object:
      let members = value.members.filter { !$0.name.hasPrefix("$") && !$0.value.isNull }
      return members.reduce(.emptyObject) { $0.setting($1.name, to: cleaned($1.value)) }
    case .array: return .array(value.elements.filter { $0["$patch"] == nil }.map(cleaned))
    default: return value
    }
  }
}
