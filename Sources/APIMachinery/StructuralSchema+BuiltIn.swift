// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

extension StructuralSchema {
  /// The members of those built-in objects that programs beside the cluster write, by the plural of their resource; other
  /// kinds are taken as they are.
  package static let builtIn: [String: StructuralSchema] = {
    do {
      let texts = try JSONValue(parsing: Array(builtInText.utf8))
      var schemas: [String: StructuralSchema] = [:]
      for (plural, json) in texts.members { schemas[plural] = try StructuralSchema(json, field: plural) }
      return schemas
    } catch {
      preconditionFailure("our own schema is wrong: \(error)")
    }
  }()

  /// The defaults of a webhook, where a list of properties goes on.
  private static let webhookText = """
                "failurePolicy": {"type": "string", "default": "Fail"},
                "matchPolicy": {"type": "string", "default": "Equivalent"},
                "namespaceSelector": {"type": "object", "default": {}, "x-kubernetes-preserve-unknown-fields": true},
                "objectSelector": {"type": "object", "default": {}, "x-kubernetes-preserve-unknown-fields": true},
                "timeoutSeconds": {"type": "integer", "default": 10},
                "rules": {
                  "type": "array",
                  "items": {
                    "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                    "properties": {"scope": {"type": "string", "default": "*"}}
                  }
                },
                "clientConfig": {
                  "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                  "properties": {
                    "service": {
                      "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                      "properties": {"port": {"type": "integer", "default": 443}}
                    }
                  }
                }
              }
    """

  private static let builtInText = """
    {
      "secrets": {
        "type": "object",
        "properties": {
          "data": {"type": "object", "additionalProperties": {"type": "string", "format": "byte", "default": ""}},
          "type": {"type": "string", "default": "Opaque"}, "immutable": {"type": "boolean"}
        }
      },
      "configmaps": {
        "type": "object",
        "properties": {
          "data": {"type": "object", "additionalProperties": {"type": "string", "default": ""}},
          "binaryData": {"type": "object", "additionalProperties": {"type": "string", "format": "byte", "default": ""}},
          "immutable": {"type": "boolean"}
        }
      },
      "leases": {
        "type": "object",
        "properties": {
          "spec": {
            "type": "object", "default": {},
            "properties": {
              "holderIdentity": {"type": "string"}, "leaseDurationSeconds": {"type": "integer"},
              "acquireTime": {"type": "string", "format": "date-time"},
              "renewTime": {"type": "string", "format": "date-time"}, "leaseTransitions": {"type": "integer"}
            }
          }
        }
      },
      "events": {
        "type": "object",
        "properties": {
          "involvedObject": {
            "type": "object",
            "properties": {
              "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "namespace": {"type": "string"},
              "name": {"type": "string"}, "uid": {"type": "string"}, "resourceVersion": {"type": "string"},
              "fieldPath": {"type": "string"}
            }
          },
          "reason": {"type": "string"}, "message": {"type": "string"}, "type": {"type": "string"},
          "action": {"type": "string"}, "count": {"type": "integer"},
          "source": {
            "type": "object", "default": {},
            "properties": {"component": {"type": "string"}, "host": {"type": "string"}}
          },
          "firstTimestamp": {"type": "string", "format": "date-time", "nullable": true, "default": null},
          "lastTimestamp": {"type": "string", "format": "date-time", "nullable": true, "default": null},
          "eventTime": {"type": "string", "format": "date-time", "nullable": true, "default": null},
          "reportingComponent": {"type": "string", "default": ""},
          "reportingInstance": {"type": "string", "default": ""},
          "series": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
          "related": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}
        }
      },
      "mutatingwebhookconfigurations": {
        "type": "object",
        "properties": {
          "webhooks": {
            "type": "array",
            "items": {
              "type": "object", "x-kubernetes-preserve-unknown-fields": true,
              "properties": {"reinvocationPolicy": {"type": "string", "default": "Never"}, \(webhookText)
            }
          }
        }
      },
      "validatingwebhookconfigurations": {
        "type": "object",
        "properties": {
          "webhooks": {
            "type": "array",
            "items": {
              "type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": {\(webhookText)
            }
          }
        }
      },
      "pods": {
        "type": "object",
        "x-kubernetes-preserve-unknown-fields": true,
        "properties": {
          "spec": {
            "type": "object",
            "x-kubernetes-preserve-unknown-fields": true,
            "properties": {
              "containers": {
                "type": "array", "items": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}
              }
            }
          }
        }
      }
    }
    """
}
