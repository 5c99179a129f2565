// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Certificates
import KubeModel
import Logging
import Policy
import Posix
import Testing

@testable import Command

@Suite("What serve is told")
struct ServeConfigurationTests {
  private static let needed = ["--no-reconcile", "--tls-cert", "c", "--tls-key", "k"]

  private func configuration(
    _ arguments: [String], _ file: ServeFile = ServeFile(), environment: [String: String] = [:], cores: Int = 4
  ) throws -> ServeConfiguration {
    try ServeConfiguration(try ServeOptions.parse(arguments), file, environment: environment, cores: cores)
  }

  @Test("the defaults")
  func defaults() throws {
    let configuration = try configuration(Self.needed)
    #expect(configuration.listen.description == "[::]:8443")
    #expect(configuration.healthListen?.description == "[::]:8080")
    #expect(configuration.certificate == .files(certificate: "c", key: "k"))
    #expect(configuration.facts == .none)
    #expect(configuration.enforcement == Enforcement())
    #expect(configuration.logFormat == .text)
    #expect(configuration.logLevel == .info)
    #expect(configuration.http2)
    #expect(configuration.loops == 4)
    #expect(configuration.clients == nil)
    #expect(configuration.drainDelay == .seconds(5))
  }

  @Test("a loop for each core, at least one and at most 64", arguments: [(0, 1), (1, 1), (64, 64), (500, 64)])
  func loops(_ cores: Int, _ loops: Int) throws {
    #expect(try configuration(Self.needed, cores: cores).loops == loops)
  }

  @Test("every flag does something")
  func flags() throws {
    let configuration = try configuration(
      Self.needed + [
        "--listen", "127.0.0.1:1", "--health-listen", "127.0.0.1:2", "--facts", "/facts", "--rule", "bandwidth=warn",
        "--log-format", "json", "--log-level", "trace", "--no-http2", "--loops", "2", "--drain-delay", "300",
        "--client-ca", "a", "--client-name", "x", "--client-name", "y",
      ])
    #expect(configuration.listen.description == "127.0.0.1:1")
    #expect(configuration.healthListen?.description == "127.0.0.1:2")
    #expect(configuration.facts == .folder("/facts"))
    #expect(configuration.enforcement["bandwidth"] == .warn)
    #expect(configuration.logFormat == .json)
    #expect(configuration.logLevel == .trace)
    #expect(!configuration.http2)
    #expect(configuration.loops == 2)
    #expect(configuration.drainDelay == .seconds(300))
    #expect(configuration.clients == ServeConfiguration.Clients(authoritiesFile: "a", names: ["x", "y"]))
  }

  @Test("facts come from the cluster that is named or around, unless something else is asked for")
  func facts() throws {
    let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1"]
    #expect(try configuration(Self.needed, environment: pod).facts == .cluster(ClusterSelection(), namespaces: []))
    #expect(try configuration(Self.needed + ["--facts", "none"], environment: pod).facts == .none)
    #expect(try configuration(Self.needed + ["--facts", "/facts"], environment: pod).facts == .folder("/facts"))
    #expect(
      try configuration(Self.needed + ["--facts", "cluster"]).facts == .cluster(ClusterSelection(), namespaces: []))
    let named = ["--kubeconfig", "f", "--context", "c", "--namespace", "a", "--namespace", "b"]
    #expect(
      try configuration(Self.needed + named).facts
        == .cluster(ClusterSelection(kubeconfig: "f", context: "c"), namespaces: ["a", "b"]))
    var file = ServeFile()
    file.context = "d"
    file.namespaces = ["n"]
    #expect(
      try configuration(Self.needed, file).facts == .cluster(ClusterSelection(context: "d"), namespaces: ["n"]))
  }

  @Test("a folder cannot say what users may do, so the rule that asks for that cannot deny")
  func rightsFromFolder() throws {
    func facts(_ facts: String, _ verdict: String) throws -> ServeConfiguration.Facts {
      let rule = ["--rule", "author-may-read-secret=\(verdict)"]
      return try configuration(Self.needed + ["--facts", facts] + rule).facts
    }
    #expect(throws: ConfigurationError.self) { try facts("/facts", "deny") }
    #expect(try facts("/facts", "warn") == .folder("/facts"))
    #expect(try facts("none", "deny") == .none)
  }

  @Test("the file speaks where no flag does")
  func file() throws {
    var file = ServeFile()
    file.listen = "127.0.0.1:1"
    file.tlsCert = "file.crt"
    file.tlsKey = "file.key"
    file.noReconcile = true
    file.healthListen = "off"
    file.facts = "/file"
    file.noHttp2 = true
    file.loops = 7
    file.drainDelay = 0
    file.clientCa = "file.ca"
    file.clientNames = ["x"]
    file.logLevel = .error
    file.logFormat = .json
    file.rules = [try RuleSetting(parsing: "bandwidth=off"), try RuleSetting(parsing: "duration=warn")]
    let alone = try configuration([], file)
    #expect(alone.listen.description == "127.0.0.1:1")
    #expect(alone.certificate == .files(certificate: "file.crt", key: "file.key"))
    #expect(alone.healthListen == nil)
    #expect(alone.facts == .folder("/file"))
    #expect(!alone.http2 && alone.loops == 7 && alone.drainDelay == .zero)
    #expect(alone.clients == ServeConfiguration.Clients(authoritiesFile: "file.ca", names: ["x"]))
    #expect(alone.logLevel == .error && alone.logFormat == .json)
    let both = try configuration(
      [
        "--listen", "127.0.0.1:9", "--facts", "none", "--loops", "1", "--rule", "bandwidth=deny", "--log-level", "info",
        "--client-name", "y", "--drain-delay", "1",
      ],
      file)
    #expect(both.listen.description == "127.0.0.1:9")
    #expect(both.facts == .none && both.loops == 1 && both.logLevel == .info && both.drainDelay == .seconds(1))
    #expect(both.clients == ServeConfiguration.Clients(authoritiesFile: "file.ca", names: ["y"]))
    #expect(both.enforcement["bandwidth"] == .deny && both.enforcement["duration"] == .warn)
  }

  @Test(
    "what cannot work is refused by name, with what would",
    arguments: [
      (
        ["--tls-cert", "c", "--tls-key", "k"],
        "serve runs backups and restores of a cluster, and none is named: give --kubeconfig or --context, or "
          + "--no-reconcile to answer reviews only"
      ),
      (
        ["--tls-cert", "c", "--tls-key", "k", "--context", "x", "--workers", "0"], "--workers must be 1 to 256, found 0"
      ),
      (
        ["--tls-cert", "c", "--tls-key", "k", "--context", "x", "--lease", "a/b/c"],
        "--lease must be NAMESPACE/NAME, found \"a/b/c\""
      ),
      (
        ["--no-reconcile", "--tls-key", "k"],
        "--tls-cert is missing; in a cluster --self-signed makes certificates, and for a try cassette certs init does"
      ),
      (
        ["--no-reconcile", "--tls-cert", "c"],
        "--tls-key is missing; in a cluster --self-signed makes certificates, and for a try cassette certs init does"
      ),
      (
        ["--no-reconcile", "--tls-cert", "", "--tls-key", "k"],
        "--tls-cert is missing; in a cluster --self-signed makes certificates, and for a try cassette certs init does"
      ),
      (needed + ["--loops", "0"], "--loops must be 1 to 64, found 0"),
      (needed + ["--loops", "65"], "--loops must be 1 to 64, found 65"),
      (needed + ["--drain-delay", "301"], "--drain-delay must be 0 to 300 seconds, found 301"),
      (needed + ["--client-name", "x"], "--client-name needs --client-ca, the authorities that vouch for the name"),
      (
        needed + ["--client-ca", ""],
        "--client-ca and --client-name must not be empty; leave them out to answer everybody"
      ),
      (
        needed + ["--client-ca", "a", "--client-name", ""],
        "--client-ca and --client-name must not be empty; leave them out to answer everybody"
      ),
    ])
  func refused(_ arguments: [String], _ message: String) {
    #expect(throws: ConfigurationError(message)) { try configuration(arguments) }
  }

  @Test("backups and restores are run unless that is switched off")
  func reconciling() throws {
    let named = ["--tls-cert", "c", "--tls-key", "k", "--context", "x"]
    let usual = ServeConfiguration.Reconciling(workers: 16, lease: nil, ignoresCassKop: false)
    #expect(try configuration(named).reconciling == usual)
    #expect(try configuration(named + ["--no-reconcile"]).reconciling == nil)
    let chosen = try configuration(named + ["--workers", "3", "--lease", "ns/name", "--ignore-casskop"]).reconciling
    #expect(
      chosen
        == ServeConfiguration.Reconciling(
          workers: 3, lease: ObjectKey(namespace: "ns", name: "name"), ignoresCassKop: true))
    var file = ServeFile()
    (file.workers, file.lease, file.ignoreCasskop) = (4, "ns/file", true)
    let said = try configuration(named, file).reconciling
    #expect(said?.workers == 4 && said?.lease?.name == "file" && said?.ignoresCassKop == true)
  }

  @Test("an address that is none is refused by the name of its flag", arguments: ["--listen", "--health-listen"])
  func addresses(_ flag: String) {
    for address in ["8443", "host:port", "[::1]", "127.0.0.1:99999", ""] {
      #expect {
        try configuration(Self.needed + [flag, address])
      } throws: { error in
        "\(error)".hasPrefix("\(flag): ")
      }
    }
  }

  @Test("a word that no flag knows is refused by the parser")
  func words() {
    for arguments in [["--log-format", "xml"], ["--log-level", "loud"], ["--rule", "x=y"], ["--loops", "many"]] {
      #expect(throws: (any Error).self) { try configuration(Self.needed + arguments) }
    }
  }

  @Test("the program says why it does not start, and does not")
  func program() throws {
    let result = try Program.run("serve")
    #expect(result.status != 0)
    #expect(result.errors.contains("--tls-cert is missing"))
    let missing = try Program.run(
      "serve", "--no-reconcile", "--tls-cert", "/gone.crt", "--tls-key", "/gone.key", "--health-listen", "off")
    #expect(missing.status != 0)
    #expect(missing.errors.contains("/gone.crt: No such file or directory"))
  }

  @Test("--self-signed takes where certificates are kept and how long they live")
  func selfSigned() throws {
    let usual = try configuration(["--no-reconcile", "--self-signed", "--context", "x"]).certificate
    #expect(
      usual
        == .selfSigned(
          CertificateSettings(
            secret: ObjectKey(namespace: "cassette-system", name: "cassette-certificates"),
            service: ObjectKey(namespace: "cassette-system", name: "cassette"), configurations: "cassette"),
          in: ClusterSelection(context: "x")))
    var file = ServeFile()
    (file.selfSigned, file.context, file.certSecret, file.leafLifetime) = (true, "x", "a/b", "1h")
    let chosen = try configuration(
      [
        "--no-reconcile", "--service", "c", "--webhook-configurations", "d", "--ca-lifetime", "72h", "--leaf-lifetime",
        "90m",
      ], file
    ).certificate
    #expect(
      chosen
        == .selfSigned(
          CertificateSettings(
            secret: ObjectKey(namespace: "a", name: "b"),
            service: ObjectKey(namespace: "cassette-system", name: "c"), configurations: "d",
            lifetimes: CertificateLifetimes(authority: 72 * 3_600, leaf: 5_400)), in: ClusterSelection(context: "x")))
  }

  @Test(
    "certificates are made or taken from files, and what does not go together is refused",
    arguments: [
      (
        ["--self-signed", "--context", "x", "--tls-cert", "c"], "--self-signed makes certificates, and --tls-cert takes"
      ),
      (["--self-signed", "--context", "x", "--tls-key", "k"], "--self-signed makes certificates, and --tls-key takes"),
      (["--self-signed"], "--self-signed keeps certificates in a cluster, and none is named"),
      (["--self-signed", "--context", "x", "--cert-secret", "a/"], "--cert-secret must be NAME or NAMESPACE/NAME"),
      (["--self-signed", "--context", "x", "--service", "a_b"], "--service: use \"a_b.cassette-system.svc\""),
      (["--self-signed", "--context", "x", "--leaf-lifetime", "9s"], "--leaf-lifetime must be 10s or longer"),
      (
        ["--self-signed", "--context", "x", "--leaf-lifetime", "90d"], "--leaf-lifetime must be a duration such as 720h"
      ),
      (["--self-signed", "--context", "x", "--ca-lifetime", "6479h"], "--ca-lifetime must be at least three times"),
      (["--self-signed", "--context", "x", "--ca-lifetime", "900000h"], "--ca-lifetime must be at least three times"),
      (["--tls-cert", "c", "--tls-key", "k", "--ca-lifetime", "6480h"], "--ca-lifetime goes with --self-signed only"),
    ])
  func certificates(_ arguments: [String], _ message: String) {
    let error = #expect(throws: ConfigurationError.self) { try configuration(["--no-reconcile"] + arguments) }
    #expect(error?.description.contains(message) == true)
  }
}
