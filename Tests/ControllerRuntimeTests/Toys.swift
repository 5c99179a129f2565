// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport

/// A kind of object made for tests.
enum Toys {
  static let resource = KubeResource(group: "toys.example.com", version: "v1", plural: "toys", kind: "Toy")

  static func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "nursery", name: name) }

  static func object(_ name: String, colour: String = "red") -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", resource.apiVersion)
        object.member("kind", resource.kind)
        object.name("metadata")
        object.object { metadata in
          metadata.member("namespace", "nursery")
          metadata.member("name", name)
        }
        object.name("spec")
        object.object { $0.member("colour", colour) }
      }
    }
  }
}

extension ModelAPIServer {
  func put(_ name: String, colour: String = "red") throws {
    try put(Toys.resource, Toys.object(name, colour: colour))
  }

  func delete(_ name: String) throws { try delete(Toys.resource, Toys.key(name)) }

  /// What a store should hold.
  var contents: ToyContents {
    objects(Toys.resource).reduce(into: ToyContents()) { contents, object in
      if let key = object.key { contents.set(object, for: key) }
    }
  }
}
