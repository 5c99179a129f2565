// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Certificates
import KubeClient
import KubeModel

/// Whose certificates `certs status` and `certs rotate` are about: as `serve --self-signed` has them.
struct CertsClusterOptions: ParsableArguments {
  private static let patience = Duration.seconds(10)

  @OptionGroup var cluster: ClusterOptions

  @Option(help: "[NAMESPACE/]NAME of the Secret. (default: cassette-system/cassette-certificates)")
  var certSecret = "cassette-certificates"

  @Option(help: "[NAMESPACE/]NAME of the Service. (default: cassette-system/cassette)")
  var service = "cassette"

  @Option(help: "The name of both webhook configurations.")
  var webhookConfigurations = "cassette"

  func validate() throws { _ = try settings() }

  func settings() throws -> CertificateSettings {
    CertificateSettings(
      secret: try Self.key("cert-secret", certSecret), service: try Self.key("service", service),
      configurations: webhookConfigurations)
  }

  func client() throws -> ClusterClient { try cluster.client().with(timeout: Self.patience) }

  private static func key(_ flag: String, _ text: String) throws -> ObjectKey {
    guard let key = ObjectKey(parsing: text, namespace: Pod.namespace) else {
      throw ValidationError("--\(flag) must be NAME or NAMESPACE/NAME, found \"\(text)\"")
    }
    return key
  }
}
