// SPDX-License-Identifier: Apache-2.0
import Admission
import ArgumentParser
import Certificates
import KubeClient
import KubeModel

struct CertsStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what the replicas of serve --self-signed serve, what API servers trust, and what comes next.",
    discussion: """
      Reads the Secret and both webhook configurations, and prints no key. With --check, a backup is tried to be created \
      (and never is) to see whether its reviews arrive.

      EXAMPLES
        cassette certs status
        cassette certs status --check --context production

      EXIT STATUS
        0 what is served is trusted; 1 it is not, or there is nothing.
      """)

  @Flag(help: "See whether reviews arrive.")
  var check = false

  @OptionGroup var options: CertsClusterOptions

  func run() async throws {
    let (settings, client) = (try options.settings(), try options.client())
    var configurations: [WebhookConfiguration] = []
    for kind in WebhookConfiguration.Kind.allCases {
      let key = ObjectKey(namespace: "", name: settings.configurations)
      guard let object = try await Self.object(kind.resource, key, client) else { continue }
      configurations.append(WebhookConfiguration(object, kind, service: settings.service))
    }
    let secret = try await Self.object(CertificateSecret.resource, settings.secret, client)
    let view = CertificateView(
      configurations: configurations, secret: secret.map { CertificateSecret.content(of: $0) }, identity: nil,
      now: client.serverTime.now ?? .now)
    let text = CertificateStatusText(settings, view)
    for line in text.lines { print(line) }
    if check { print(CertificateStatusText.line("reviews", try await arrivals(client))) }
    guard text.isTrusted else { throw ExitCode(1) }
  }

  private func arrivals(_ client: ClusterClient) async throws -> String {
    var generator = SystemRandomNumberGenerator()
    let check = DeliveryCheck(using: &generator)
    let answer: Result<KubeObject, KubeError>
    do throws(KubeError) {
      answer = .success(
        try await client.tryCreation(DeliveryCheck.resource, in: DeliveryCheck.namespace, check.object))
    } catch {
      answer = .failure(error)
    }
    return switch (check.arrivals(answer), answer) {
    case ([.mutating, .validating], _): "arrive at both webhooks"
    case (.mutating, _): "arrive at the mutating webhook only"
    case (.validating, _): "arrive at the validating webhook only"
    case (_, .failure(let error)): "do not arrive: \(error.reason)"
    case (_, .success): "do not arrive: the object was admitted without any"
    }
  }

  /// Nil if there is none.
  private static func object(
    _ resource: KubeResource, _ key: ObjectKey, _ client: ClusterClient
  ) async throws(KubeError) -> KubeObject? {
    do {
      return try await client.get(resource, key)
    } catch  where error.isNotFound {
      return nil
    }
  }
}
