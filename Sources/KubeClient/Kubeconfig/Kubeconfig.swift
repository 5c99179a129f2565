// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// Kubeconfig files, merged as kubectl merges them: of two entries of a kind with one name, and of two current contexts,
/// the first counts, whole.
package struct Kubeconfig: Sendable {
  private(set) var currentContext: String?
  private(set) var clusters: [String: KubeconfigEntry] = [:]
  private(set) var users: [String: KubeconfigEntry] = [:]
  private(set) var contexts: [String: KubeconfigEntry] = [:]
  /// The files that were read, for errors.
  private let origin: String

  package init(_ paths: KubeconfigPaths) throws(ConfigurationError) {
    var read: [String] = []
    var files: [KubeconfigFile] = []
    for path in paths.paths {
      guard let file = try KubeconfigFile(path: path) else {
        guard !paths.mustExist else { throw ConfigurationError("\(path): there is no such file") }
        continue
      }
      files.append(file)
      read.append(path)
    }
    guard !files.isEmpty else {
      let places = paths.paths.isEmpty ? "neither KUBECONFIG nor HOME is set" : paths.paths.joined(separator: ", ")
      throw ConfigurationError("there is no kubeconfig file: \(places)")
    }
    origin = read.joined(separator: ", ")
    for file in files { merge(file) }
  }

  private mutating func merge(_ file: KubeconfigFile) {
    currentContext = currentContext ?? file.currentContext
    clusters.merge(file.clusters) { first, _ in first }
    users.merge(file.users) { first, _ in first }
    contexts.merge(file.contexts) { first, _ in first }
  }

  /// - Parameter context: its name; nil for the current one.
  package func connection(context name: String? = nil) throws(ConfigurationError) -> ClusterConnection {
    guard let name = name ?? currentContext else {
      throw ConfigurationError(
        "\(origin): no current-context is set; name one of the contexts there are: \(Kubeconfig.list(contexts))")
    }
    guard let context = contexts[name] else {
      throw ConfigurationError("\(origin): \(Kubeconfig.absence(of: "context", name, among: contexts))")
    }
    let cluster = try referred("cluster", from: context, among: clusters)
    let user = try referred("user", from: context, among: users)
    guard let cluster else { throw context.error("cluster", "must name a cluster") }
    return try connection(cluster, user, namespace: context.string("namespace") ?? "default")
  }

  private func referred(
    _ kind: String, from context: KubeconfigEntry, among all: [String: KubeconfigEntry]
  ) throws(ConfigurationError) -> KubeconfigEntry? {
    guard let name = try context.string(kind) else { return nil }
    guard let entry = all[name] else {
      throw context.error(kind, "\(Kubeconfig.absence(of: kind, name, among: all)) (in \(origin))")
    }
    return entry
  }

  private func connection(
    _ cluster: KubeconfigEntry, _ user: KubeconfigEntry?, namespace: String
  ) throws(ConfigurationError) -> ClusterConnection {
    let cluster = KubeconfigCluster(entry: cluster)
    var connection = ClusterConnection(
      server: try cluster.server, security: try cluster.security, proxy: try cluster.proxy, namespace: namespace)
    if let user = user.map(KubeconfigUser.init) {
      let identity = try user.certificate
      connection.security.certificate = identity?.certificate
      connection.security.key = identity?.key
      connection.authentication = try user.authentication(cluster)
    }
    return connection
  }

  private static func absence(of kind: String, _ name: String, among all: [String: KubeconfigEntry]) -> String {
    let near = Suggestion.nearest(to: name, among: all.keys.sorted())
    let suggestion = near.map { ", did you mean \"\(PlainText.line($0))\"" } ?? ""
    return "there is no \(kind) \"\(PlainText.line(name, longest: 100))\"\(suggestion); there are: \(list(all))"
  }

  private static func list(_ all: [String: KubeconfigEntry]) -> String {
    all.isEmpty ? "none" : PlainText.line(all.keys.sorted().joined(separator: ", "), longest: 500)
  }
}
