// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import KubeClient
import OutboundCurl

/// Which cluster is meant, and as whom: what the user named, or what the process finds itself in.
struct ClusterSelection: Equatable {
  /// A file; nil for the usual ones.
  var kubeconfig: String?
  /// One in there; nil for the current one.
  var context: String?

  /// Whether a cluster is named or the process runs in one. A kubeconfig file at its usual place alone does not count: that
  /// a laptop knows some cluster does not mean that it is this one.
  func isConfigured(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Bool {
    kubeconfig != nil || context != nil
      || ["KUBECONFIG", "KUBERNETES_SERVICE_HOST"].contains { !(environment[$0] ?? "").isEmpty }
  }

  /// What is named counts before the pod's own service account, and that before the file at its usual place.
  func connection(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> ClusterConnection {
    let isNamed = kubeconfig != nil || context != nil || !(environment["KUBECONFIG"] ?? "").isEmpty
    if !isNamed, let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty {
      return try .inCluster(environment: environment)
    }
    return try Kubeconfig(KubeconfigPaths(file: kubeconfig, environment: environment)).connection(context: context)
  }

  /// The client with which `cassette` calls that cluster.
  static func client(_ connection: ClusterConnection) throws -> ClusterClient {
    ClusterClient(connection, transport: try CurlTransport(), userAgent: "cassette/\(Version.current)")
  }
}
