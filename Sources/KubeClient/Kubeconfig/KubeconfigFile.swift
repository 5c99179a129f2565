// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel

/// One kubeconfig file.
struct KubeconfigFile {
  /// A cluster with its certificates takes 10 KB; a file of 400 clusters is one that a program wrote.
  private static let largest = 4 << 20

  private(set) var currentContext: String?
  private(set) var clusters: [String: KubeconfigEntry] = [:]
  private(set) var users: [String: KubeconfigEntry] = [:]
  private(set) var contexts: [String: KubeconfigEntry] = [:]

  /// Nil if there is no such file.
  init?(path: String) throws(ConfigurationError) {
    let bytes: [UInt8]?
    do {
      bytes = try FileBytes.readIfPresent(path, limit: KubeconfigFile.largest)
    } catch {
      throw ConfigurationError("\(error)")
    }
    guard let bytes else { return nil }
    try self.init(bytes, path: path)
  }

  /// - Parameter path: where the bytes come from. Of several documents the first one counts, as for kubectl.
  init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
    guard let first = DocumentReader.documents(in: bytes, file: path).first else { return }
    let root: KubeconfigEntry
    do {
      root = KubeconfigEntry(try first.get())
    } catch {
      throw ConfigurationError("\(error)")
    }
    try KubeconfigFile.check("apiVersion", "v1", in: root)
    try KubeconfigFile.check("kind", "Config", in: root)
    currentContext = try root.string("current-context")
    clusters = try KubeconfigFile.named("cluster", in: root)
    users = try KubeconfigFile.named("user", in: root)
    contexts = try KubeconfigFile.named("context", in: root)
  }

  private static func check(_ member: String, _ expected: String, in root: KubeconfigEntry) throws(ConfigurationError) {
    guard let found = try root.string(member), found != expected else { return }
    throw root.error(member, "is \(PlainText.line(found, longest: 60)); a kubeconfig file has \(expected)")
  }

  private static func named(
    _ kind: String, in root: KubeconfigEntry
  ) throws(ConfigurationError) -> [String: KubeconfigEntry] {
    var entries: [String: KubeconfigEntry] = [:]
    for item in try root.entries("\(kind)s") {
      let name = try item.string("name") ?? ""
      guard entries.updateValue(item.entry(kind), forKey: name) == nil else {
        throw item.error("name", "there is more than one \(kind) of the name \"\(PlainText.line(name, longest: 60))\"")
      }
    }
    return entries
  }
}
