// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// The answer to `/openapi/v2`, as protocol buffers (github.com/google/gnostic, `OpenAPIv2.proto`): kubectl asks for
/// nothing else. It says what kubectl looks for: the schemas of custom resources, which `apply` compares objects with and
/// `explain` prints, and that dry runs are possible. Built-in resources have no schema here, so kubectl lets them pass.
package struct OpenAPIDocument: Sendable {
  private let resources: [ServedResource]

  package init(_ resources: [ServedResource]) {
    self.resources = resources
  }

  package var protobuf: [UInt8] {
    var document = ProtobufWriter()
    document.text(1, "2.0")
    document.message(2) { info in
      info.text(1, "Kubernetes")
      info.text(2, "v1")
    }
    document.message(8) { paths in
      for resource in resources where resource.verbs.contains("patch") { writePath(of: resource, into: &paths) }
    }
    document.message(9) { definitions in
      definitions.named(1, OpenAPISchema.objectMetaName) { OpenAPISchema.write(.objectMeta, into: &$0) }
      for resource in resources {
        guard let schema = resource.schema else { continue }
        definitions.named(1, name(of: resource)) { definition in
          OpenAPISchema.write(schema, isResource: true, into: &definition)
          definition.message(31) { $0.groupVersionKind("[\(groupVersionKind(of: resource))]") }
        }
      }
    }
    return document.bytes
  }

  /// `com.orange.db.v2.CassandraBackup`.
  private func name(of resource: ServedResource) -> String {
    let labels = resource.resource.group.split(separator: ".").reversed().map(String.init)
    return (labels + [resource.resource.version, resource.resource.kind]).joined(separator: ".")
  }

  private func groupVersionKind(of resource: ServedResource) -> String {
    JSONValue { writer in
      writer.object { object in
        object.member("group", resource.resource.group)
        object.member("kind", resource.resource.kind)
        object.member("version", resource.resource.version)
      }
    }.text
  }

  /// Whether a dry run is possible is told by a parameter of `PATCH`.
  private func writePath(of resource: ServedResource, into paths: inout ProtobufWriter) {
    let root = resource.resource.group.isEmpty ? "/api" : "/apis"
    let namespace = resource.isNamespaced ? "/namespaces/{namespace}" : ""
    let path = "\(root)/\(resource.resource.apiVersion)\(namespace)/\(resource.resource.plural)/{name}"
    paths.named(2, path) { item in
      item.message(8) { patch in
        patch.message(8) { parameter in
          // A parameter that is not in the body, but in the query.
          parameter.message(1) { $0.message(2) { $0.message(3) { Self.writeDryRun(into: &$0) } } }
        }
        patch.message(13) { $0.groupVersionKind(groupVersionKind(of: resource)) }
      }
    }
  }

  private static func writeDryRun(into query: inout ProtobufWriter) {
    query.text(2, "query")
    query.text(4, "dryRun")
    query.text(6, "string")
  }
}

extension ProtobufWriter {
  /// An entry of what is a map elsewhere: a name, and a message.
  mutating func named(_ field: Int, _ name: String, _ write: (inout ProtobufWriter) -> Void) {
    message(field) { entry in
      entry.text(1, name)
      entry.message(2, write)
    }
  }

  /// - Parameter yaml: JSON is YAML too.
  fileprivate mutating func groupVersionKind(_ yaml: String) {
    text(1, "x-kubernetes-group-version-kind")
    message(2) { $0.text(2, yaml) }
  }
}
