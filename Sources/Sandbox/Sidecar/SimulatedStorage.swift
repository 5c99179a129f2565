// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The buckets and Secrets that the sidecars of a cluster can reach.
package struct SimulatedStorage: Sendable {
  /// What a node leaves in a bucket once its part of a backup is complete.
  package struct Manifest: Sendable, Equatable {
    /// From the bucket: `CLUSTER/DC/HOSTID/manifests/TAG-SCHEMAVERSION-MILLISECONDS.json`.
    package let path: String
    /// The number at the end of the path.
    package let milliseconds: Int64
    package let written: Instant
    /// As `keyspace.table`.
    package let tables: [String]
  }

  /// By place, such as `s3://acme`. Folders of `file` locations come into being by themselves.
  package private(set) var buckets: [String: [Manifest]] = [:]
  /// The names of the keys, by namespace and name.
  private(set) var secrets: [String: [String: Set<String>]] = [:]
  /// Whether the pods may use the storage without keys, as with a role of the cloud.
  package var trustsPods = true

  package init() {}

  package mutating func addBucket(_ place: String) {
    if buckets[place] == nil { buckets[place] = [] }
  }

  package mutating func removeBucket(_ place: String) { buckets[place] = nil }

  package mutating func setSecret(_ name: String, in namespace: String, keys: Set<String>) {
    secrets[namespace, default: [:]][name] = keys
  }

  /// These are all the Secrets of a namespace.
  mutating func replaceSecrets(in namespace: String, _ keys: [String: Set<String>]) { secrets[namespace] = keys }

  package mutating func removeSecret(_ name: String, in namespace: String) { secrets[namespace]?[name] = nil }

  mutating func add(_ manifest: Manifest, to place: String) { buckets[place, default: []].append(manifest) }

  /// The manifest that a restore takes: of those whose path begins with the text the one with the latest time.
  func manifest(in place: String, prefix: String) -> Manifest? {
    (buckets[place] ?? []).filter { $0.path.hasPrefix(prefix) }.max { $0.milliseconds < $1.milliseconds }
  }
}

// MARK: What keeps a request from the storage

extension SimulatedStorage {
  /// - Parameter namespace: of the pod.
  func credentialProblem(
    _ request: SidecarOperationRequest, _ location: SidecarLocation, _ version: SidecarVersion,
    namespace: String
  ) -> String? {
    guard location.provider != "file" else { return nil }
    guard version.readsSecrets, request.secretName != "" else {
      return trustsPods ? nil : "Unable to load credentials from any provider in the chain"
    }
    let namespace = request.namespace ?? namespace
    let name =
      request.secretName ?? "cassandra-backup-restore-secret-cluster-\(location.folder?.cluster ?? "null")"
    guard let keys = secrets[namespace]?[name] else { return "secret \(name) not found in namespace \(namespace)" }
    let missing = Self.requiredKeys(location.provider, among: keys).subtracting(keys).sorted()
    return missing.isEmpty ? nil : "secret \(name) has no key \(missing.joined(separator: ", "))"
  }

  private static func requiredKeys(_ provider: String, among keys: Set<String>) -> Set<String> {
    var required: Set<String>
    switch provider {
    case "azure": required = ["azurestorageaccount", "azurestoragekey"]
    case "gcp": required = ["gcp"]
    default: required = ["awsaccesskeyid", "awssecretaccesskey"]
    }
    if provider == "ceph" { required.insert("awsendpoint") }
    if provider != "ceph", keys.contains("awsendpoint") { required.insert("awsregion") }
    return required
  }

  /// Makes the bucket if the request says so.
  mutating func bucketProblem(_ request: SidecarOperationRequest, _ location: SidecarLocation) -> String? {
    if location.provider == "file" || request.createMissingBucket { addBucket(location.place) }
    return buckets[location.place] == nil ? "Bucket \(location.bucket) does not exist" : nil
  }
}
