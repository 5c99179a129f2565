// SPDX-License-Identifier: Apache-2.0
import KubeClient
import TestSupport
import Testing

@testable import Command

@Suite("Which cluster is meant")
struct ClusterSelectionTests {
  private static let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]

  private static func kubeconfig(_ server: String) -> String {
    """
    {"current-context": "c", "clusters": [{"name": "c", "cluster": {"server": "\(server)"}}],
     "contexts": [{"name": "c", "context": {"cluster": "c"}}, {"name": "d", "context": {"cluster": "c", "namespace": "n"}}]}
    """
  }

  @Test("one is configured where something names it or the process runs in it")
  func configured() {
    #expect(ClusterSelection(kubeconfig: "f").isConfigured([:]))
    #expect(ClusterSelection(context: "c").isConfigured([:]))
    #expect(ClusterSelection().isConfigured(["KUBECONFIG": "f"]))
    #expect(ClusterSelection().isConfigured(Self.pod))
    #expect(!ClusterSelection().isConfigured(["HOME": "/home/ann", "KUBECONFIG": ""]))
  }

  @Test("what is named counts before the pod, and the pod before the file at its usual place")
  func precedence() throws {
    let folder = try TemporaryFolder()
    try folder.write("named", Self.kubeconfig("https://named"))
    try folder.write("listed", Self.kubeconfig("https://listed"))
    try folder.write(".kube/config", Self.kubeconfig("https://usual"))
    let environment = ["HOME": folder.path, "KUBECONFIG": folder.file("listed")].merging(Self.pod) { $1 }
    func server(_ selection: ClusterSelection, _ environment: [String: String]) throws -> String {
      "\(try selection.connection(environment).server)"
    }
    #expect(try server(ClusterSelection(kubeconfig: folder.file("named")), environment) == "https://named")
    #expect(try server(ClusterSelection(), environment) == "https://listed")
    #expect(try server(ClusterSelection(), ["HOME": folder.path]) == "https://usual")
    #expect(try server(ClusterSelection(context: "d"), ["HOME": folder.path]) == "https://usual")
    // Here is no pod, so its token is missed: nobody falls back to another cluster.
    #expect(throws: KubeClient.ConfigurationError.self) {
      try ClusterSelection().connection(["HOME": folder.path].merging(Self.pod) { $1 })
    }
  }
}
