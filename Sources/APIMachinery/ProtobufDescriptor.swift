// SPDX-License-Identifier: Apache-2.0

/// What the numbers of a message of protocol buffers stand for.
package struct ProtobufDescriptor: Sendable {
  indirect enum FieldType: Sendable {
    case text
    /// Base64 in JSON.
    case bytes
    case integer
    case flag
    /// `metav1.Time`.
    case time
    case message(ProtobufDescriptor)
    case list(FieldType)
    /// By texts.
    case map(FieldType)
  }

  let fields: [Int: (name: String, type: FieldType)]

  init(_ fields: [Int: (name: String, type: FieldType)]) { self.fields = fields }
}

/// The kinds that kubectl sends in this form: with `create namespace`, `create secret`, `create configmap` and
/// `auth can-i` (k8s.io/api, the files `generated.proto`).
extension ProtobufDescriptor {
  package static func object(of kind: String) -> ProtobufDescriptor? { objects[kind] }

  private static let objects = [
    "Namespace": ProtobufDescriptor([
      1: ("metadata", .message(metadata)), 2: ("spec", .message(ProtobufDescriptor([1: ("finalizers", .list(.text))]))),
    ]),
    "Secret": ProtobufDescriptor([
      1: ("metadata", .message(metadata)), 2: ("data", .map(.bytes)), 3: ("type", .text),
      4: ("stringData", .map(.text)), 5: ("immutable", .flag),
    ]),
    "ConfigMap": ProtobufDescriptor([
      1: ("metadata", .message(metadata)), 2: ("data", .map(.text)), 3: ("binaryData", .map(.bytes)),
      4: ("immutable", .flag),
    ]),
    "SelfSubjectAccessReview": ProtobufDescriptor([
      1: ("metadata", .message(metadata)), 2: ("spec", .message(accessReview)),
    ]),
  ]

  private static let metadata = ProtobufDescriptor([
    1: ("name", .text), 2: ("generateName", .text), 3: ("namespace", .text), 5: ("uid", .text),
    6: ("resourceVersion", .text), 8: ("creationTimestamp", .time), 9: ("deletionTimestamp", .time),
    11: ("labels", .map(.text)), 12: ("annotations", .map(.text)), 13: ("ownerReferences", .list(.message(owner))),
    14: ("finalizers", .list(.text)),
  ])
  private static let owner = ProtobufDescriptor([
    1: ("kind", .text), 3: ("name", .text), 4: ("uid", .text), 5: ("apiVersion", .text), 6: ("controller", .flag),
    7: ("blockOwnerDeletion", .flag),
  ])
  private static let accessReview = ProtobufDescriptor([
    1: (
      "resourceAttributes",
      .message(
        ProtobufDescriptor([
          1: ("namespace", .text), 2: ("verb", .text), 3: ("group", .text), 4: ("version", .text),
          5: ("resource", .text), 6: ("subresource", .text), 7: ("name", .text),
        ]))
    ),
    2: ("nonResourceAttributes", .message(ProtobufDescriptor([1: ("path", .text), 2: ("verb", .text)]))),
  ])
}
