// SPDX-License-Identifier: Apache-2.0
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("Inside a cluster")
struct InClusterTests {
  private let root: TemporaryFolder
  private static let folder = "var/run/secrets/kubernetes.io/serviceaccount"
  private static let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]

  init() throws {
    root = try TemporaryFolder()
    try root.write("\(Self.folder)/token", "t0ken")
    try root.write("\(Self.folder)/ca.crt", "CA")
    try root.write("\(Self.folder)/namespace", "cassette\n")
  }

  private func connection(_ environment: [String: String] = environment) throws -> ClusterConnection {
    try ClusterConnection.inCluster(environment: environment, root: root.path)
  }

  @Test("the service account is used")
  func account() throws {
    let connection = try connection()
    #expect(connection.server.description == "https://10.0.0.1:443")
    #expect(connection.security.authorities == Array("CA".utf8))
    #expect(connection.authentication == .tokenFile("\(root.path)/\(Self.folder)/token"))
    #expect(connection.namespace == "cassette")
    #expect(connection.proxy == .none)
  }

  @Test("an IPv6 address is put into brackets")
  func ipv6() throws {
    let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443"]
    #expect(try connection(environment).server.description == "https://[fd00::1]:6443")
  }

  @Test("without a namespace it is the usual one")
  func namespace() throws {
    try root.remove("\(Self.folder)/namespace")
    #expect(try connection().namespace == "default")
  }

  @Test(
    "outside of a pod it says so",
    arguments: [
      [:], ["KUBERNETES_SERVICE_HOST": "10.0.0.1"], ["KUBERNETES_SERVICE_HOST": "", "KUBERNETES_SERVICE_PORT": "1"],
    ])
  func outside(_ environment: [String: String]) {
    let error = #expect(throws: ConfigurationError.self) { try connection(environment) }
    #expect(error?.description.hasPrefix("not in a pod: KUBERNETES_SERVICE_HOST") == true)
  }

  @Test("what is not mounted is named", arguments: ["token", "ca.crt"])
  func missing(_ name: String) throws {
    try root.remove("\(Self.folder)/\(name)")
    let error = #expect(throws: ConfigurationError.self) { try connection() }
    #expect(
      error?.description
        == "\(root.path)/\(Self.folder)/\(name): No such file or directory; "
        + "is the service account's token mounted (automountServiceAccountToken)?")
  }
}
