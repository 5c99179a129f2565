// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What is served, as clients ask for it: `/api`, `/apis`, `/apis/GROUP` and the lists of resources below them.
package struct Discovery: Sendable {
  private let resources: [ServedResource]

  package init(_ resources: [ServedResource]) {
    self.resources = resources
  }

  /// The answer to `GET path`; nil for a path that is none of discovery's, or a group or version that is not served.
  package func answer(at path: String) -> JSONValue? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    return switch (parts.first, parts.count) {
    case ("api", 1): coreVersions
    case ("api", 2): list(group: "", version: parts[1])
    case ("apis", 1): groups
    case ("apis", 2): group(parts[1])
    case ("apis", 3) where !parts[1].isEmpty: list(group: parts[1], version: parts[2])
    default: nil
    }
  }

  private var coreVersions: JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("kind", "APIVersions")
        object.name("versions")
        object.array { $0.string("v1") }
        // Every client goes on with the address that it has.
        object.name("serverAddressByClientCIDRs")
        object.array { _ in }
      }
    }
  }

  private var groups: JSONValue {
    var names: [String] = []
    for resource in resources.map(\.resource) where !resource.group.isEmpty && !names.contains(resource.group) {
      names.append(resource.group)
    }
    return JSONValue { writer in
      writer.object { object in
        object.member("kind", "APIGroupList")
        object.member("apiVersion", "v1")
        object.name("groups")
        object.array { array in
          for name in names { array.object { describe(name, into: &$0) } }
        }
      }
    }
  }

  private func group(_ name: String) -> JSONValue? {
    guard !name.isEmpty, !versions(of: name).isEmpty else { return nil }
    return JSONValue { writer in
      writer.object { object in
        object.member("kind", "APIGroup")
        object.member("apiVersion", "v1")
        describe(name, into: &object)
      }
    }
  }

  /// The one that is stored first, which is the preferred one; the others as they are defined.
  private func versions(of group: String) -> [String] {
    let served = resources.filter { $0.resource.group == group }
    var versions: [String] = []
    for resource in served.filter(\.isStored) + served where !versions.contains(resource.resource.version) {
      versions.append(resource.resource.version)
    }
    return versions
  }

  private func describe(_ group: String, into object: inout JSONWriter) {
    let versions = versions(of: group).map { version in
      JSONValue { writer in
        writer.object { object in
          object.member("groupVersion", "\(group)/\(version)")
          object.member("version", version)
        }
      }
    }
    object.member("name", group)
    object.name("versions")
    object.array { array in versions.forEach { array.value($0) } }
    if let preferred = versions.first { object.member("preferredVersion", preferred) }
  }

  private func list(group: String, version: String) -> JSONValue? {
    let served = resources.filter { $0.resource.group == group && $0.resource.version == version }
    guard !served.isEmpty else { return nil }
    return JSONValue { writer in
      writer.object { object in
        object.member("kind", "APIResourceList")
        if !group.isEmpty { object.member("apiVersion", "v1") }
        object.member("groupVersion", group.isEmpty ? version : "\(group)/\(version)")
        object.name("resources")
        object.array { array in
          for resource in served.sorted(by: { $0.resource.plural < $1.resource.plural }) {
            write(resource, into: &array)
            if resource.hasStatus { writeStatus(of: resource, into: &array) }
          }
        }
      }
    }
  }

  private func write(_ resource: ServedResource, into array: inout JSONWriter) {
    array.object { object in
      object.member("name", resource.resource.plural)
      object.member("singularName", resource.singular)
      object.member("namespaced", resource.isNamespaced)
      object.member("kind", resource.resource.kind)
      write("verbs", resource.verbs, into: &object)
      if !resource.shortNames.isEmpty { write("shortNames", resource.shortNames, into: &object) }
      if !resource.categories.isEmpty { write("categories", resource.categories, into: &object) }
    }
  }

  private func writeStatus(of resource: ServedResource, into array: inout JSONWriter) {
    array.object { object in
      object.member("name", "\(resource.resource.plural)/status")
      object.member("singularName", "")
      object.member("namespaced", resource.isNamespaced)
      object.member("kind", resource.resource.kind)
      write("verbs", ["get", "patch", "update"], into: &object)
    }
  }

  private func write(_ name: String, _ texts: [String], into object: inout JSONWriter) {
    object.name(name)
    object.array { array in texts.forEach { array.string($0) } }
  }
}
