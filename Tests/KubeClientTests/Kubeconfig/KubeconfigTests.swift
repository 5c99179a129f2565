// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("Connections from a kubeconfig file")
struct KubeconfigTests {
  private let folder: TemporaryFolder
  private var file: String { folder.file("dir/config") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// - Parameters:
  ///   - cluster: members of a cluster beside its server.
  ///   - user: members of the user.
  private func config(cluster: String = "", user: String = "", context: String = "") -> String {
    """
    current-context: here
    clusters:
    - name: prod
      cluster: {server: "https://api:6443", \(cluster)}
    contexts:
    - name: here
      context: {cluster: prod, user: ann, \(context)}
    - name: there
      context: {cluster: prod, user: ann, namespace: other}
    users:
    - name: ann
      user: {\(user)}
    """
  }

  private func connection(_ text: String, context: String? = nil) throws -> ClusterConnection {
    try folder.write("dir/config", text)
    return try Kubeconfig(KubeconfigPaths(file: file, environment: [:])).connection(context: context)
  }

  /// Without the path of the file.
  private func failure(_ text: String, context: String? = nil) -> String? {
    let error = #expect(throws: ConfigurationError.self) { try connection(text, context: context) }
    return error?.description.replacing(folder.path, with: "")
  }

  @Test("the current context leads to a cluster and a user")
  func current() throws {
    let connection = try connection(config())
    #expect(connection.server.description == "https://api:6443")
    #expect(connection.security == OutboundSecurity())
    #expect(connection.proxy == .environment)
    #expect(connection.authentication == .none)
    #expect(connection.namespace == "default")
  }

  @Test("another context may be named")
  func named() throws {
    #expect(try connection(config(), context: "there").namespace == "other")
  }

  @Test("a context may go without a user")
  func anonymous() throws {
    let text = config().replacing("cluster: prod, user: ann", with: "cluster: prod")
    #expect(try connection(text).authentication == .none)
  }

  @Test("all that a cluster says is used")
  func cluster() throws {
    let members = "certificate-authority-data: UEVN, tls-server-name: api.example, proxy-url: 'http://u:p@proxy:3128'"
    let connection = try connection(config(cluster: members))
    #expect(connection.security == OutboundSecurity(authorities: Array("PEM".utf8), serverName: "api.example"))
    #expect(connection.proxy == .url("http://u:p@proxy:3128"))
    #expect(try self.connection(config(cluster: "insecure-skip-tls-verify: true")).security.skipsVerification)
  }

  @Test("files are relative to the file that names them, and inline data comes before them")
  func files() throws {
    try folder.write("dir/pki/ca.crt", "CA")
    try folder.write("client.crt", "CERT")
    let user = "client-certificate: ../client.crt, client-key: \(folder.file("client.key"))"
    try folder.write("client.key", "K")
    var security = try connection(config(cluster: "certificate-authority: pki/ca.crt", user: user)).security
    #expect(security.authorities == Array("CA".utf8))
    #expect(security.certificate == Array("CERT".utf8))
    #expect(security.key == Array("K".utf8))
    let both = "certificate-authority: pki/none, certificate-authority-data: \"SU5M\\nSU5F\""
    security = try connection(config(cluster: both, user: "client-certificate-data: QQ==, client-key-data: Qg=="))
      .security
    #expect(security.authorities == Array("INLINE".utf8))
    #expect(security.certificate == Array("A".utf8))
    #expect(security.key == Array("B".utf8))
  }

  @Test(
    "a user proves itself in one of these ways",
    arguments: [
      ("token: abc", Authentication.token(Secret("abc"))),
      ("username: ann, password: pw", .basic(user: "ann", password: Secret("pw"))),
      ("username: ann", .basic(user: "ann", password: Secret(""))),
      ("tokenFile: /run/token, token: old", .tokenFile("/run/token")),
      (
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}",
        .command(ExecPlugin(version: .v1, command: "aws"))
      ),
      ("token: abc, exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}", .token(Secret("abc"))),
      ("token: '', username: null", .none),
    ])
  func user(_ members: String, _ authentication: Authentication) throws {
    #expect(try connection(config(user: members)).authentication == authentication)
  }

  @Test("paths of tokens and plugins are relative to the file")
  func relative() throws {
    #expect(try connection(config(user: "tokenFile: token")).authentication == .tokenFile(folder.file("dir/token")))
    let exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: ../bin/login}"
    guard case .command(let plugin) = try connection(config(user: exec)).authentication else {
      Issue.record("no plugin")
      return
    }
    #expect(plugin.command == folder.file("dir/../bin/login"))
  }

  @Test("all that a plugin needs is passed on")
  func plugin() throws {
    let exec = """
      exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login, args: [a, '1'], provideClusterInfo: true,
        env: [{name: A, value: b}, {name: C, value: ''}], installHint: get it, interactiveMode: IfAvailable}
      """
    let cluster = """
      certificate-authority-data: UEVN, tls-server-name: api.example,
        extensions: [{name: other, extension: 1},
          {name: client.authentication.k8s.io/exec, extension: {audience: x}}]
      """
    let information = try TestClient.json(
      #"{"server":"https://api:6443","tls-server-name":"api.example","certificate-authority-data":"UEVN","#
        + #""config":{"audience":"x"}}"#)
    #expect(
      try connection(config(cluster: cluster, user: exec)).authentication
        == .command(
          ExecPlugin(
            version: .v1beta1, command: "login", arguments: ["a", "1"], environment: ["A": "b", "C": ""],
            installHint: "get it", cluster: information)))
  }

  @Test(
    "what is wrong with a user is said with its place",
    arguments: [
      ("auth-provider: {name: gcp}", "users[0].user.auth-provider: kubectl has given these up"),
      ("as: bob, token: S3CRET", "users[0].user.as: impersonation is not supported"),
      ("as-groups: [admins]", "users[0].user.as-groups: impersonation is not supported"),
      ("token: 12", "users[0].user.token: must be a text"),
      ("token: S3CRET, username: ann", "users[0].user.username: cannot stand beside a token: remove one"),
      ("client-certificate-data: QQ==", "users[0].user.client-key: must be there, since there is a client-certificate"),
      ("client-key-data: QQ==", "users[0].user.client-certificate: must be there, since there is a client-key"),
      ("client-certificate-data: S3CRET!", "users[0].user.client-certificate-data: is not Base64"),
      ("client-certificate: none.crt", "users[0].user.client-certificate: /dir/none.crt: No such file or directory"),
      ("exec: {command: x}", "users[0].user.exec.apiVersion: must be client.authentication.k8s.io/v1 or"),
      (
        "exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}",
        #"users[0].user.exec.apiVersion: must be client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1, but is "client.authentication.k8s.io/v1alpha1""#
      ),
      ("exec: {apiVersion: client.authentication.k8s.io/v1}", "users[0].user.exec.command: must name a program"),
      (
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, args: [1]}",
        "users[0].user.exec.args: must be a list of texts"
      ),
      (
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: {A: b}}",
        "users[0].user.exec.env: must be a list"
      ),
    ])
  func badUser(_ members: String, _ message: String) throws {
    let failure = try #require(self.failure(config(user: members)))
    let place = try #require(failure.firstMatch(of: #/^/dir/config:12:\d+: /#))
    #expect(failure[place.range.upperBound...].hasPrefix(message), "\(failure)")
    #expect(!failure.contains("S3CRET"))
  }

  @Test(
    "what is wrong with a cluster is said with its place",
    arguments: [
      (
        "insecure-skip-tls-verify: true, certificate-authority-data: QQ==",
        "insecure-skip-tls-verify: cannot be true beside"
      ),
      ("insecure-skip-tls-verify: 'true'", "insecure-skip-tls-verify: must be true or false"),
      ("proxy-url: 'ftp://ann:S3CRET@proxy'", "proxy-url: must be a URL over http, https or socks5"),
      ("certificate-authority: none", "certificate-authority: /dir/none: No such file or directory"),
      ("server: api", #"server: "api" is not the URL of an API server"#),
      ("server: ''", "server: must be the API server's URL"),
    ])
  func badCluster(_ members: String, _ message: String) throws {
    let failure = try #require(self.failure(config(cluster: members)))
    let place = try #require(failure.firstMatch(of: #/^/dir/config:4:\d+: clusters\[0\]\.cluster\./#))
    #expect(failure[place.range.upperBound...].hasPrefix(message), "\(failure)")
    #expect(!failure.contains("S3CRET"))
  }

  @Test("what does not exist is named, with what there is")
  func unknown() throws {
    #expect(
      failure(config(), context: "ther")
        == #"/dir/config: there is no context "ther", did you mean "there"; there are: here, there"#)
    #expect(
      failure(config(context: "cluster: stage"))
        == #"/dir/config:7:48: contexts[0].context.cluster: there is no cluster "stage"; there are: prod (in /dir/config)"#
    )
    #expect(
      failure(config(context: "user: bob"))
        == #"/dir/config:7:45: contexts[0].context.user: there is no user "bob"; there are: ann (in /dir/config)"#)
    #expect(
      failure(config(context: "cluster: null"))
        == "/dir/config:7:39: contexts[0].context.cluster: must name a cluster")
    #expect(
      failure(config().replacing("current-context: here", with: ""))
        == "/dir/config: no current-context is set; name one of the contexts there are: here, there")
  }

  @Test(
    "a file that cannot be read says where",
    arguments: [
      ("a: [\n", "/dir/config:2:1: "), ("clusters: 1\n", "/dir/config:1:11: clusters: must be a list"),
      ("kind: Pod\n", "/dir/config:1:7: kind: is Pod; a kubeconfig file has Config"),
      (
        "users:\n- name: u\n- name: u\n",
        #"/dir/config:3:9: users[1].name: there is more than one user of the name "u""#
      ),
      ("users:\n- name: [u]\n", "/dir/config:2:3: users[0].name: must be a text"),
    ])
  func broken(_ text: String, _ message: String) throws {
    let failure = try #require(self.failure(text))
    #expect(failure.hasPrefix(message), "\(failure)")
  }

  @Test("no damage to a file stops the program", arguments: 0..<50)
  func damage(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let user = "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: a, value: b}], args: [a]}"
    let good = Array(config(cluster: "certificate-authority-data: QQ==", user: user).utf8)
    for _ in 0..<20 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(contentsOf: [UInt8](" \n-:[]{}\"'".utf8).shuffled(using: &random).prefix(1), at: place)
        }
      }
      try folder.write("dir/config", bytes)
      _ = try? Kubeconfig(KubeconfigPaths(file: file, environment: [:])).connection()
    }
  }
}
