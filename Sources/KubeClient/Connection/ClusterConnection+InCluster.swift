// SPDX-License-Identifier: Apache-2.0
import Documents
import Outbound

extension ClusterConnection {
  /// Where the kubelet mounts a pod's service account.
  private static let serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// From within a pod: the address that the kubelet puts into the environment, and the mounted service account. Its
  /// token is read again as it is rotated; the authorities are read once.
  /// - Parameter root: a folder that stands for `/`.
  package static func inCluster(
    environment: [String: String], root: String = ""
  ) throws(ConfigurationError) -> ClusterConnection {
    let folder = root + serviceAccount
    let token = "\(folder)/token"
    _ = try contents(token, limit: CredentialSource.largestTokenFile)
    return ClusterConnection(
      server: try server(environment),
      security: OutboundSecurity(authorities: try contents("\(folder)/ca.crt", limit: largestCertificateFile)),
      // The address is one of the cluster's own network, which no proxy stands before.
      proxy: .none, authentication: .tokenFile(token), namespace: namespace(folder) ?? "default")
  }

  private static func server(_ environment: [String: String]) throws(ConfigurationError) -> ServerURL {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"],
      !host.isEmpty, !port.isEmpty
    else {
      throw ConfigurationError(
        "not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; name a kubeconfig file")
    }
    return try ServerURL(host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)")
  }

  private static func contents(_ path: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
    do {
      return try FileBytes.read(path, limit: limit)
    } catch {
      throw ConfigurationError("\(error); is the service account's token mounted (automountServiceAccountToken)?")
    }
  }

  private static func namespace(_ folder: String) -> String? {
    // The longest name of a namespace has 63 bytes.
    guard let bytes = try? FileBytes.read("\(folder)/namespace", limit: 1 << 10) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return text.isEmpty ? nil : text
  }
}
