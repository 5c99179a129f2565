// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel

/// A webhook configuration: by which authorities the API server judges our webhooks in it.
package struct WebhookConfiguration: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case validating = "ValidatingWebhookConfiguration"
    case mutating = "MutatingWebhookConfiguration"

    package var resource: KubeResource {
      KubeResource(
        group: "admissionregistration.k8s.io", version: "v1", plural: rawValue.lowercased() + "s", kind: rawValue)
    }
  }

  package let kind: Kind
  private let version: String
  /// Of each of our webhooks, by its place in the list; base64 as it stands there, empty for none.
  private let bundles: [Int: String]

  /// - Parameter service: where our webhooks are; those of others in the same configuration are left alone.
  package init(_ object: KubeObject, _ kind: Kind, service: ObjectKey) {
    self.kind = kind
    version = object.metadata?["resourceVersion"]?.string ?? ""
    var bundles: [Int: String] = [:]
    for (index, webhook) in (object.json["webhooks"]?.elements ?? JSONValue.null.elements).enumerated() {
      let client = webhook["clientConfig"]
      guard client?["service"]?["namespace"]?.string == service.namespace,
        client?["service"]?["name"]?.string == service.name
      else { continue }
      bundles[index] = client?["caBundle"]?.string ?? ""
    }
    self.bundles = bundles
  }

  /// Whether any of its webhooks is ours.
  package var isOurs: Bool { !bundles.isEmpty }

  /// Whether all of our webhooks are judged by exactly this.
  package func has(_ bundle: [UInt8]) -> Bool {
    let text = Data(bundle).base64EncodedString()
    return bundles.values.allSatisfy { $0 == text }
  }

  /// The bundles that are in use, each once; what is not base64 is left out.
  package var published: [[UInt8]] {
    Set(bundles.values).compactMap { Data(base64Encoded: $0).map(Array.init) }
  }

  /// What makes all of our webhooks judged by this, if the configuration is still as it was read.
  func patch(to bundle: [UInt8]) -> ObjectPatch {
    let text = Data(bundle).base64EncodedString()
    return .json(
      JSONValue { writer in
        writer.array { operations in
          operations.object { guarding in
            guarding.member("op", "test")
            guarding.member("path", "/metadata/resourceVersion")
            guarding.member("value", version)
          }
          for index in bundles.keys.sorted() {
            operations.object { change in
              change.member("op", "add")
              change.member("path", "/webhooks/\(index)/clientConfig/caBundle")
              change.member("value", text)
            }
          }
        }
      })
  }
}
