// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TLS

@testable import Certificates

/// What a replica may find, put together for one decision.
struct Situation {
  static let lifetimes = CertificateLifetimes(authority: 9_000_000, leaf: 900_000)
  static let start = Instant(seconds: 1_800_000_000)
  static let service = ObjectKey(namespace: "ns", name: "cassette")
  static let settings = CertificateSettings(
    secret: ObjectKey(namespace: "ns", name: "certificates"), service: service, configurations: "cassette",
    lifetimes: lifetimes)

  var state: CertificateState
  var view: CertificateView

  /// Everything is as it should be, `age` after the authority and the leaf were made.
  init(age: Int64 = 0) throws {
    state = try .founded(names: try Self.settings.names(), Self.lifetimes, at: Self.start)
    view = CertificateView(
      configurations: [], secret: nil, identity: "me", now: Instant(seconds: Self.start.seconds + age))
    try change(.record(identity: "me", forgetting: []))
    view.serving = state.leaf.fingerprint
    view.isRecordDue = false
    publish()
  }

  mutating func change(_ change: CertificateChange) throws {
    state = try state.applying(change, Self.lifetimes, at: view.now)
  }

  /// Serves and records what there is, as this replica.
  mutating func serve() throws {
    try change(.record(identity: "me", forgetting: []))
    view.serving = state.leaf.fingerprint
  }

  mutating func publish() { publish(state.bundlePEM) }

  mutating func publish(_ bundle: [UInt8]) {
    view.configurations = WebhookConfiguration.Kind.allCases.map { configuration($0, bundle) }
  }

  func configuration(_ kind: WebhookConfiguration.Kind, _ bundle: [UInt8]) -> WebhookConfiguration {
    WebhookConfiguration(Self.object([(Self.service, bundle)]), kind, service: Self.service)
  }

  /// A webhook configuration with webhooks of these Services.
  static func object(_ webhooks: [(service: ObjectKey, bundle: [UInt8])]) -> KubeObject {
    KubeObject(
      JSONValue { writer in
        writer.object { object in
          object.name("metadata")
          object.object { $0.member("resourceVersion", "7") }
          object.name("webhooks")
          object.array { array in
            for webhook in webhooks {
              array.object { entry in
                entry.name("clientConfig")
                entry.object { client in
                  client.name("service")
                  client.object { service in
                    service.member("namespace", webhook.service.namespace)
                    service.member("name", webhook.service.name)
                  }
                  client.member("caBundle", webhook.bundle.base64)
                }
              }
            }
          }
        }
      })
  }

  var decision: RenewalDecision {
    get throws {
      var view = view
      if view.secret == nil { view.secret = .state(state) }
      return RenewalDecision(view, names: try Self.settings.names(), lifetimes: Self.lifetimes)
    }
  }
}
