// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

extension StructuralSchema {
  /// `metadata` of every object (k8s.io/apimachinery, `metav1.ObjectMeta`).
  static let objectMeta: StructuralSchema = {
    do {
      return try StructuralSchema(JSONValue(parsing: Array(objectMetaText.utf8)), field: "metadata")
    } catch {
      preconditionFailure("our own schema is wrong: \(error)")
    }
  }()

  private static let objectMetaText = """
    {
      "type": "object",
      "description": "ObjectMeta is metadata that all persisted resources must have.",
      "properties": {
        "name": {"type": "string", "description": "Name must be unique within a namespace."},
        "generateName": {"type": "string", "description": "A prefix for a name that the server makes."},
        "namespace": {"type": "string", "description": "The space within which the name must be unique."},
        "selfLink": {"type": "string"},
        "uid": {"type": "string", "description": "Unique in time and space. Set by the server."},
        "resourceVersion": {"type": "string", "description": "Changes whenever the object does. Set by the server."},
        "generation": {"type": "integer", "format": "int64", "description": "Counts the desired states."},
        "creationTimestamp": {"type": "string", "format": "date-time", "nullable": true},
        "deletionTimestamp": {"type": "string", "format": "date-time", "nullable": true},
        "deletionGracePeriodSeconds": {"type": "integer", "format": "int64"},
        "clusterName": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
        "finalizers": {"type": "array", "items": {"type": "string"}},
        "ownerReferences": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["apiVersion", "kind", "name", "uid"],
            "properties": {
              "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "name": {"type": "string"},
              "uid": {"type": "string"}, "controller": {"type": "boolean"}, "blockOwnerDeletion": {"type": "boolean"}
            }
          }
        },
        "managedFields": {
          "type": "array", "items": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}
        }
      }
    }
    """
}
