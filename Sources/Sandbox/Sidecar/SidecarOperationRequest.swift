// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What an operation is to do: the members of a request that the simulation echoes or acts upon, defaults filled in.
struct SidecarOperationRequest: Sendable {
  var type: SidecarOperationType
  var storageLocation: String?
  var duration: SidecarRate?
  var bandwidth: SidecarRate?
  var concurrentConnections = 10
  var metadataDirective = "COPY"
  var cassandraDirectory = Self.usualDirectory
  var dataDirs: [String]?
  var entities = ""
  var snapshotTag: String?
  var namespace: String?
  /// Nil for the name that the sidecar makes up; empty for credentials from the environment.
  var secretName: String?
  var isGlobal = false
  var datacenters: String?
  /// In hours.
  var timeout = Self.usualTimeout
  var insecure = false
  var createMissingBucket = false
  var skipBucketVerification = false
  var schemaVersion: String?
  var uploadClusterTopology = false
  var proxySettings: JSONValue?
  var retry = Retry()
  var skipRefreshing = false
  /// Of restores only.
  var restore = Restore()

  static let usualDirectory = "/var/lib/cassandra"
  static let usualTimeout = 5

  struct Retry: Sendable, Equatable {
    /// In seconds.
    var interval = 10
    var strategy = "LINEAR"
    var maxAttempts = 3
    var isEnabled = false
  }

  struct Restore: Sendable {
    var configDirectory = "/etc/cassandra"
    var system = false
    var systemAuth = false
    var updatesYAML = false
    var strategy = "IN_PLACE"
    var phase = "UNKNOWN"
    var importing: Import?
    var keepsTruncates = false
    var keepsDownloads = false
    var downloadsNothing = false
    var exactSchemaVersion = false
    var resolvesHostID = false
    var isNewCluster = false
    var rename: [(from: String, to: String)] = []
    var isSinglePhase = false
  }

  struct Import: Sendable {
    var sourceDir: String?
    var keyspace: String?
    var table: String?
  }

  init(type: SidecarOperationType) { self.type = type }

  /// Nil for a text that is no location.
  var location: SidecarLocation? { storageLocation.flatMap(SidecarLocation.init(parsing:)) }

  /// A bandwidth as each thread of a node keeps to it.
  var ratePerThread: SidecarRate? {
    guard let bandwidth, let bytes = bandwidth.bytesPerSecond, concurrentConnections > 0 else { return nil }
    return SidecarRate(value: bytes / Int64(concurrentConnections), unit: "BPS")
  }

  /// The data centres asked for; empty for all.
  var datacenterNames: [String] { (datacenters ?? "").split { $0 == "," || $0 == " " }.map(String.init) }
}
