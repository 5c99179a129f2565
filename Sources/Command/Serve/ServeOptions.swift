// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging

/// The flags of `serve`. Each is nil where it is not given, so that the configuration file can speak.
struct ServeOptions: ParsableArguments {
  @Option(help: "Where to take reviews: HOST:PORT, or :PORT for all addresses. (default: :8443)")
  var listen: String?

  @Option(help: "PEM file with the serving certificate and its chain. Read again when it changes.")
  var tlsCert: String?

  @Option(help: "PEM file with the certificate's key.")
  var tlsKey: String?

  @Option(help: "PEM file with authorities: only clients with a certificate of one are answered. Read when it changes.")
  var clientCa: String?

  @Option(
    name: .customLong("client-name"),
    help: "A common or DNS name that a client's certificate must have. Repeatable. (default: any)")
  var clientNames: [String] = []
  @Flag(
    help: """
      Make certificates, keep them in a Secret, have the API server trust them, and renew them, instead of --tls-cert.
      """)
  var selfSigned = false

  @Option(
    help: """
      With --self-signed: [NAMESPACE/]NAME of the Secret. (default: cassette-certificates in the namespace of the pod, \
      cassette-system elsewhere)
      """)
  var certSecret: String?

  @Option(
    help: """
      With --self-signed: [NAMESPACE/]NAME of the Service by which the API server finds the webhooks. (default: cassette, \
      likewise)
      """)
  var service: String?

  @Option(help: "With --self-signed: the name of both webhook configurations. (default: cassette)")
  var webhookConfigurations: String?

  @Option(help: "With --self-signed: how long an authority is valid, such as 8760h. (default: 43800h, five years)")
  var caLifetime: String?

  @Option(help: "With --self-signed: how long a serving certificate is valid. (default: 2160h, ninety days)")
  var leafLifetime: String?

  @Option(
    help: """
      Where rules take facts from: cluster, none, or a folder of manifests, read again when it changes. (default: \
      cluster where one is named or this runs in one, none elsewhere)
      """)
  var facts: String?

  @Option(help: "The kubeconfig file of the cluster. (default: as for kubectl; in a pod, its service account)")
  var kubeconfig: String?

  @Option(help: "The context in there. (default: the current one)")
  var context: String?

  @Option(
    name: .customLong("namespace"),
    help: "Watch the objects of this namespace only. Repeatable. (default: all namespaces)")
  var namespaces: [String] = []

  @Option(help: "Where to serve /healthz, /readyz and /metrics over plain HTTP: HOST:PORT, or off. (default: :8080)")
  var healthListen: String?

  @Flag(help: "Answer reviews only; leave backups and restores to another operator.")
  var noReconcile = false

  @Option(help: "Backups and restores that are worked on at a time. (default: 16)")
  var workers: Int?

  @Option(
    help: """
      NAMESPACE/NAME of the Lease that says which replica works on backups and restores. (default: cassette in the \
      namespace of the pod, cassette-system elsewhere)
      """)
  var lease: String?

  @Flag(help: "Run backups although CassKop's own controller is seen to handle them, too.")
  var ignoreCasskop = false

  @Option(
    name: .customLong("rule"), help: "ID=deny, ID=warn or ID=off: what findings of a rule do. Repeatable.",
    transform: RuleSetting.argument)
  var rules: [RuleSetting] = []

  @Option(help: "YAML file with these flags as members, such as tlsCert: /certs/tls.crt. Flags win.")
  var config: String?

  @Option(help: "text or json. (default: text)")
  var logFormat: LogFormat?

  @Option(
    help: "trace, debug, info, notice, warning, error or critical. (default: info)",
    transform: ServeOptions.level)
  var logLevel: Logger.Level?

  @Flag(help: "Speak HTTP/1.1 only.")
  var noHttp2 = false

  @Option(
    help: """
      Seconds from SIGTERM, when /readyz begins to say no, until no more connections are taken, 0 to 300; within 25 \
      more everything is ended. (default: 5)
      """)
  var drainDelay: Int?

  @Option(help: "Event loops, 1 to 64. (default: one per core)")
  var loops: Int?

  private static func level(_ text: String) throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: text) else {
      throw ValidationError(
        "--log-level must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return level
  }
}
