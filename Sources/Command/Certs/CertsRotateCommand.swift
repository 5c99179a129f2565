// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Certificates
import KubeClient
import KubeModel

struct CertsRotateCommand: AsyncParsableCommand {
  private static let interval = Duration.seconds(1)

  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Have the replicas of serve --self-signed renew their certificate now.",
    discussion: """
      Asks by an annotation on the Secret, and follows what they do. With --ca, a new authority is made as well, published \
      beside the old one, used, and the old one dropped once no replica needs it; a replica that died counts for an hour.

      EXAMPLES
        cassette certs rotate
        cassette certs rotate --ca --timeout 3600

      EXIT STATUS
        0 it is done; 1 it is not, or not yet.
      """)

  @Flag(help: "Renew the authority, too.")
  var ca = false

  @Option(help: "Seconds to follow it for. What is not done then goes on by itself.")
  var timeout = 600

  @OptionGroup var options: CertsClusterOptions

  func validate() throws {
    guard timeout > 0 else { throw ValidationError("--timeout must be 1 or more, found \(timeout)") }
  }

  func run() async throws {
    let (settings, client) = (try options.settings(), try options.client())
    let request = ca ? RotationRequest.authority : .leaf
    let deadline = ContinuousClock.now + .seconds(timeout)
    let before = try await state(settings, client)
    try await ask(request, settings, client)
    var said = ""
    while ContinuousClock.now < deadline {
      let progress = RotationProgress(of: request, from: before, to: try await state(settings, client))
      if progress.description != said { Terminal.print(progress.description) }
      if progress.isDone { return }
      said = progress.description
      try await Task.sleep(for: Self.interval)
    }
    Terminal.printError("cassette certs rotate: not done after \(timeout) s; cassette certs status says how it goes on")
    throw ExitCode(1)
  }

  private func ask(_ request: RotationRequest, _ settings: CertificateSettings, _ client: ClusterClient) async throws {
    let patch = JSONValue { writer in
      writer.object { secret in
        secret.name("metadata")
        secret.object { metadata in
          metadata.name("annotations")
          metadata.object { $0.member(CertificateSecret.rotateAnnotation, request.rawValue) }
        }
      }
    }
    _ = try await client.patch(CertificateSecret.resource, settings.secret, .merge(patch), subresource: nil)
  }

  private func state(_ settings: CertificateSettings, _ client: ClusterClient) async throws -> CertificateState {
    let secret = try await client.get(CertificateSecret.resource, settings.secret)
    switch CertificateSecret.content(of: secret) {
    case .state(let state): return state
    case .empty:
      throw ConfigurationError("the Secret \(settings.secret) is empty: does cassette serve --self-signed run?")
    case .unusable(let reason):
      throw ConfigurationError("the Secret \(settings.secret) holds something else: \(reason)")
    }
  }
}
