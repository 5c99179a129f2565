// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  package static let emptyObject = JSONValue { $0.object { _ in } }

  package static func array(_ elements: some Sequence<JSONValue>) -> JSONValue {
    JSONValue { writer in
      writer.array { array in
        for element in elements { array.value(element) }
      }
    }
  }

  /// The same without line breaks, which stand between values only.
  package var onOneLine: JSONValue {
    let breaks: Set<UInt8> = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard rawBytes.contains(where: breaks.contains) else { return self }
    return JSONValue(written: rawBytes.map { breaks.contains($0) ? UInt8(ascii: " ") : $0 })
  }

  /// The object with this value for a member, in its place or as the last; nil leaves the member out. What is no object is
  /// taken for an empty one.
  package func setting(_ name: String, to value: JSONValue?) -> JSONValue {
    var value = value
    return JSONValue { writer in
      writer.object { object in
        for (other, old) in members {
          guard other.utf8.elementsEqual(name.utf8) else { object.member(other, old); continue }
          if let new = value.take() { object.member(name, new) }
        }
        if let new = value { object.member(name, new) }
      }
    }
  }

  /// The same for a member further inside. Objects on the way are made where there are none, unless nothing is set.
  package func setting(_ path: [String], to value: JSONValue?) -> JSONValue {
    guard let name = path.first else { return value ?? self }
    guard path.count > 1 else { return setting(name, to: value) }
    guard let inner = self[name] ?? value.map({ _ in .emptyObject }) else { return self }
    return setting(name, to: inner.setting(Array(path.dropFirst()), to: value))
  }

  /// The value changed by a JSON Merge Patch (RFC 7386): members of the patch replace those of the value, null removes.
  package func merging(_ patch: JSONValue) -> JSONValue {
    guard patch.kind == .object else { return patch }
    var changes = JSONMembers(of: patch)
    return JSONValue { writer in
      writer.object { object in
        for (name, value) in members {
          guard let change = changes.take(name) else { object.member(name, value); continue }
          if !change.isNull { object.member(name, value.merging(change)) }
        }
        for name in changes.names {
          guard let change = patch[name], !change.isNull else { continue }
          object.member(name, JSONValue.null.merging(change))
        }
      }
    }
  }
}
