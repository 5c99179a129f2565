// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import ManifestFacts
import Policy

/// The world of some YAML, which would be JSON if it began with a brace.
func world(_ yaml: String) throws -> ManifestWorld {
  let documents = DocumentReader.documents(in: Array("---\n\(yaml)".utf8), file: "world.yaml")
  return ManifestWorld(try documents.flatMap { try $0.get().flattened }.map { KubeObject($0.value) })
}

func key(_ name: String, _ namespace: String = "default") -> ObjectKey {
  ObjectKey(namespace: namespace, name: name)
}

extension Fact {
  /// `known`, `absent`, or the reason why nothing is known.
  var state: String {
    switch self {
    case .known: "known"
    case .absent: "absent"
    case .unknown(let reason): reason
    }
  }
}
