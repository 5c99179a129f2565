// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Changes of JSON trees, as far as a model of an API server needs them.
enum ModelJSON {
  /// RFC 7386: members of the patch replace those of the target, null removes.
  static func merge(_ target: JSONValue, _ patch: JSONValue) -> JSONValue {
    guard patch.kind == .object else { return patch }
    return JSONValue { writer in
      writer.object { object in
        for (name, value) in target.members where patch[name] == nil { object.member(name, value) }
        for (name, value) in patch.members where !value.isNull {
          object.member(name, merge(target[name] ?? .null, value))
        }
      }
    }
  }

  /// The object with another value for a member, or without it.
  static func setting(_ name: String, _ value: JSONValue?, in target: JSONValue) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        for (other, old) in target.members where other != name { object.member(other, old) }
        if let value { object.member(name, value) }
      }
    }
  }
}
