// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel

/// What is in etcd: a Secret and two webhook configurations, each with a version that rises.
struct SimulatedStore {
  static let service = ObjectKey(namespace: "cassette-system", name: "cassette")
  static let settings = CertificateSettings(
    secret: ObjectKey(namespace: "cassette-system", name: "cassette-certificates"), service: service,
    configurations: "cassette", lifetimes: CertificateLifetimes(authority: 3_000 * 86_400, leaf: 1_000 * 86_400))

  private(set) var secret: KubeObject?
  /// By kind: every bundle that has ever been published, the latest last.
  private(set) var bundles: [WebhookConfiguration.Kind: [String]] = [.validating: [""], .mutating: [""]]
  private var version = 1
  private var configurations: [WebhookConfiguration.Kind: KubeObject] = [
    .validating: configuration(version: 1), .mutating: configuration(version: 1),
  ]

  /// Does what is asked, by the laws of an API server.
  mutating func answer(_ request: CertificateKeeper.Request) -> Result<KubeObject, KubeError> {
    switch request {
    case .read(CertificateSecret.resource, _): secret.map(Result.success) ?? .failure(Self.refusal(.notFound))
    case .read(let resource, _): configuration(Self.kind(of: resource))
    case .create(let object): secret == nil ? store(object) : .failure(Self.refusal(.alreadyExists))
    case .replace(let object): replace(object)
    case .publish(let kind, let patch): publish(kind, patch)
    case .check: preconditionFailure("a check is answered by the world")
    }
  }

  mutating func deleteSecret() { secret = nil }

  /// As `cassette certs rotate` does it.
  mutating func ask(for request: RotationRequest) {
    guard let secret, let annotations = secret.metadata?["annotations"] else { return }
    let path = FieldPath.metadata.member("annotations").key(CertificateSecret.rotateAnnotation)
    let patch = JSONPatch(operations: [.add(path: path, value: .string(request.rawValue))])
    guard annotations.kind == .object, let asked = try? patch.applied(to: secret.json) else { return }
    _ = store(asked)
  }

  private mutating func replace(_ object: JSONValue) -> Result<KubeObject, KubeError> {
    guard let secret else { return .failure(Self.refusal(.notFound)) }
    let isCurrent = object["metadata"]?["resourceVersion"] == secret.metadata?["resourceVersion"]
    return isCurrent ? store(object) : .failure(Self.refusal(.conflict))
  }

  private mutating func store(_ object: JSONValue) -> Result<KubeObject, KubeError> {
    version += 1
    let path = FieldPath.metadata.member("resourceVersion")
    let stamp = JSONPatch(operations: [.add(path: path, value: .string("\(version)"))])
    guard let stamped = try? stamp.applied(to: object) else { return .failure(Self.refusal(.badRequest)) }
    let stored = KubeObject(stamped)
    secret = stored
    return .success(stored)
  }

  private mutating func publish(
    _ kind: WebhookConfiguration.Kind, _ patch: ObjectPatch
  ) -> Result<KubeObject, KubeError> {
    guard case .json(let operations) = patch else { return .failure(Self.refusal(.badRequest)) }
    let steps = Array(operations.elements)
    guard steps.count == 2, steps[0]["value"]?.string == "\(bundles[kind]?.count ?? 0)",
      steps[1]["path"]?.string == "/webhooks/0/clientConfig/caBundle", let bundle = steps[1]["value"]?.string
    else { return .failure(Self.refusal(.invalid)) }
    bundles[kind]?.append(bundle)
    let changed = Self.configuration(version: bundles[kind]?.count ?? 0, bundle: bundle)
    configurations[kind] = changed
    return .success(changed)
  }

  private func configuration(_ kind: WebhookConfiguration.Kind) -> Result<KubeObject, KubeError> {
    configurations[kind].map(Result.success) ?? .failure(Self.refusal(.notFound))
  }

  /// - Parameter version: how many bundles it has had.
  static func configuration(version: Int, bundle: String = "") -> KubeObject {
    KubeObject(
      JSONValue { writer in
        writer.object { object in
          object.name("metadata")
          object.object { $0.member("resourceVersion", "\(version)") }
          object.name("webhooks")
          object.array { webhooks in
            webhooks.object { webhook in
              webhook.name("clientConfig")
              webhook.object { client in
                client.name("service")
                client.object { service in
                  service.member("namespace", Self.service.namespace)
                  service.member("name", Self.service.name)
                }
                client.member("caBundle", bundle)
              }
            }
          }
        }
      })
  }

  private static func kind(of resource: KubeResource) -> WebhookConfiguration.Kind {
    resource == WebhookConfiguration.Kind.validating.resource ? .validating : .mutating
  }

  private static func refusal(_ reason: StatusReason) -> KubeError {
    KubeError(verb: "", path: "", cause: .refused(Status(reason, message: ""), retryAfter: nil))
  }
}
