// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel
import TLS

extension ServeConfiguration {
  /// Where the serving certificate comes from.
  enum Certificate: Equatable {
    case files(certificate: String, key: String)
    case selfSigned(CertificateSettings, in: ClusterSelection)
  }
}

extension ServeConfiguration.Certificate {
  init(_ options: ServeOptions, _ file: ServeFile, _ environment: [String: String]) throws(ConfigurationError) {
    if options.selfSigned || file.selfSigned ?? false {
      self = try Self.selfSigned(options, file, environment)
    } else {
      try Self.refuseSettingsOfSelfSigned(options, file)
      self = .files(
        certificate: try Self.required("tls-cert", options.tlsCert ?? file.tlsCert),
        key: try Self.required("tls-key", options.tlsKey ?? file.tlsKey))
    }
  }

  private static func selfSigned(
    _ options: ServeOptions, _ file: ServeFile, _ environment: [String: String]
  ) throws(ConfigurationError) -> ServeConfiguration.Certificate {
    for (flag, value) in [("tls-cert", options.tlsCert ?? file.tlsCert), ("tls-key", options.tlsKey ?? file.tlsKey)]
    where value != nil {
      throw ConfigurationError("--self-signed makes certificates, and --\(flag) takes them from files: give one")
    }
    let selection = ClusterSelection(options, file)
    guard selection.isConfigured(environment) else {
      throw ConfigurationError(
        "--self-signed keeps certificates in a cluster, and none is named: give --kubeconfig or --context")
    }
    let settings = CertificateSettings(
      secret: try key("cert-secret", options.certSecret ?? file.certSecret, usual: "cassette-certificates"),
      service: try key("service", options.service ?? file.service, usual: "cassette"),
      configurations: options.webhookConfigurations ?? file.webhookConfigurations ?? "cassette",
      lifetimes: try lifetimes(options, file))
    do throws(TLSError) { _ = try settings.names() } catch { throw ConfigurationError("--service: \(error)") }
    return .selfSigned(settings, in: selection)
  }

  private static func lifetimes(
    _ options: ServeOptions, _ file: ServeFile
  ) throws(ConfigurationError) -> CertificateLifetimes {
    let usual = CertificateLifetimes.usual
    let leaf = try LifetimeSetting.seconds("leaf-lifetime", options.leafLifetime ?? file.leafLifetime) ?? usual.leaf
    let authority =
      try LifetimeSetting.seconds("ca-lifetime", options.caLifetime ?? file.caLifetime) ?? usual.authority
    guard leaf >= CertificateLifetimes.shortestLeaf else {
      throw ConfigurationError("--leaf-lifetime must be \(CertificateLifetimes.shortestLeaf)s or longer")
    }
    guard authority <= CertificateLifetimes.longestAuthority, leaf <= authority / 3 else {
      throw ConfigurationError(
        "--ca-lifetime must be at least three times --leaf-lifetime, \(leaf)s, and a hundred years at most, found "
          + "\(authority)s")
    }
    return CertificateLifetimes(authority: authority, leaf: leaf)
  }

  /// `NAME`, in the namespace of the pod, or `NAMESPACE/NAME`.
  private static func key(_ flag: String, _ text: String?, usual: String) throws(ConfigurationError) -> ObjectKey {
    guard let key = ObjectKey(parsing: text ?? usual, namespace: Pod.namespace) else {
      throw ConfigurationError("--\(flag) must be NAME or NAMESPACE/NAME, found \"\(text ?? "")\"")
    }
    return key
  }

  private static func required(_ flag: String, _ value: String?) throws(ConfigurationError) -> String {
    guard let value, !value.isEmpty else {
      throw ConfigurationError(
        "--\(flag) is missing; in a cluster --self-signed makes certificates, and for a try cassette certs init does")
    }
    return value
  }

  private static func refuseSettingsOfSelfSigned(
    _ options: ServeOptions, _ file: ServeFile
  ) throws(ConfigurationError) {
    let settings = [
      ("cert-secret", options.certSecret ?? file.certSecret), ("service", options.service ?? file.service),
      ("webhook-configurations", options.webhookConfigurations ?? file.webhookConfigurations),
      ("ca-lifetime", options.caLifetime ?? file.caLifetime),
      ("leaf-lifetime", options.leafLifetime ?? file.leafLifetime),
    ]
    for (flag, value) in settings where value != nil {
      throw ConfigurationError("--\(flag) goes with --self-signed only")
    }
  }
}

extension ClusterSelection {
  /// What flags name counts before what the file names.
  init(_ options: ServeOptions, _ file: ServeFile) {
    self.init(kubeconfig: options.kubeconfig ?? file.kubeconfig, context: options.context ?? file.context)
  }
}
