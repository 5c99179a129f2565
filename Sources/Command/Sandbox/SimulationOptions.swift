// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import KubeModel
import Sandbox

/// Which cluster is simulated.
struct SimulationOptions: ParsableArguments {
  @Option(help: "Where the cluster's objects are made.")
  var namespace = "default"

  @Option(help: "The name of the CassandraCluster.")
  var cluster = "test-cluster"

  @Option(help: "Its datacenters, with commas between them.")
  var datacenters = "dc1"

  @Option(help: "Nodes of each datacenter.")
  var nodes = 3

  @Option(help: "Sidecars listen on 127.0.N.1 and so on; another N for each cluster.")
  var network: UInt8 = 1

  @Option(help: "How many seconds of work pass in a second, above 0 and up to 10000.")
  var speed = 1.0

  @Option(help: "Seconds of work that a coordinator waits for a node. (default: as long as requests say)")
  var patience: Int64?

  @Option(help: "The version of Icarus: \(Sandbox.SidecarVersion.allCases.map(\.rawValue).joined(separator: ", ")).")
  var icarus = Sandbox.SidecarVersion.v113

  @Option(
    name: .customLong("fault"),
    help: "What goes wrong at a pod from the start: POD=NAME[,NAME], as its annotation says it. Repeatable.")
  var faults: [String] = []

  @Option(
    name: .customLong("bucket"), help: "A bucket that exists, such as s3://cassie, which is the default. Repeatable.",
    transform: SimulationOptions.bucket)
  var buckets: [String] = []

  @Option(
    name: .customLong("table"),
    help: "A table that exists, as KEYSPACE.TABLE. Repeatable. (default: k1.t1, k1.t2 and k2.t3)",
    transform: SimulationOptions.table)
  var tables: [TableName] = []

  func validate() throws {
    for (flag, name) in datacenterNames.map({ ("datacenters", $0) }) + [("cluster", cluster)] {
      guard !name.isEmpty, name.utf8.count <= 40, name.utf8.allSatisfy(Self.isOfLabel), name.first != "-",
        name.last != "-"
      else {
        throw ValidationError(
          "--\(flag): \"\(name)\" must be 1 to 40 lower case letters, digits and dashes, as part of the names of pods")
      }
    }
    guard Set(datacenterNames).count == datacenterNames.count else {
      throw ValidationError("--datacenters names one twice: \(datacenters)")
    }
    guard nodes >= 1, nodes <= Self.mostNodes / datacenterNames.count else {
      throw ValidationError("--nodes must be 1 or more, and \(Self.mostNodes) at most in all datacenters")
    }
    guard speed > 0, speed <= 10_000 else { throw ValidationError("--speed must be above 0 and up to 10000") }
    for fault in faults { _ = try Self.fault(fault) }
    guard (patience ?? 1) > 0 else { throw ValidationError("--patience must be 1 or more") }
  }

  /// So that addresses are left for pods that are made again.
  private static let mostNodes = 100

  private static func isOfLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private var datacenterNames: [String] {
    datacenters.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func fault(_ text: String) throws -> (pod: String, faults: SidecarFaults) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let known = SidecarFaults.names.map(\.name).joined(separator: ", ")
    guard parts.count == 2 else {
      throw ValidationError("--fault must be POD=NAME[,NAME], found \"\(text)\"; there are \(known)")
    }
    let (faults, unknown) = SidecarFaults.parse(parts[1])
    guard unknown.isEmpty else { throw ValidationError("--fault names \"\(unknown[0])\"; there are \(known)") }
    return (parts[0], faults)
  }

  private static func bucket(_ text: String) throws -> String {
    let location: StorageLocation
    do {
      location = try StorageLocation(parsing: text)
    } catch {
      throw ValidationError("--bucket: \(error.message)")
    }
    guard location.form == .bucket, location.provider != .file else {
      throw ValidationError("--bucket must be PROVIDER://BUCKET alone, such as s3://cassie; folders need no bucket")
    }
    return location.description
  }

  private static func table(_ text: String) throws -> TableName {
    do {
      return try TableName(parsing: text)
    } catch {
      throw ValidationError("--table: \(error.message)")
    }
  }
}

extension SimulationOptions {
  private static let usualTables = ["k1": ["t1", "t2"], "k2": ["t3"]]

  /// A world with this cluster, whose time begins now.
  func world(now: Instant) throws -> SidecarWorld {
    let tables = Dictionary(grouping: tables, by: \.keyspace).mapValues { $0.map(\.table) }
    var cluster = SimulatedCluster(
      cluster, namespace: namespace, datacenters: datacenterNames.map { SimulatedDatacenter($0, nodes: nodes) },
      tables: tables.isEmpty ? Self.usualTables : tables, version: icarus, network: network,
      using: SystemRandomNumberGenerator(), now: now)
    cluster.patience = patience.map { .seconds($0) }
    for bucket in buckets.isEmpty ? ["s3://cassie"] : buckets { cluster.storage.addBucket(bucket) }
    for fault in faults {
      let (pod, faults) = try Self.fault(fault)
      guard cluster.setFaults(faults, pod, now: now) else {
        let pods = cluster.nodes.map(\.pod).joined(separator: ", ")
        throw ValidationError("--fault: there is no pod \"\(pod)\"; there are \(pods)")
      }
    }
    let time = AcceleratedTime(from: now, factor: speed)
    return SidecarWorld([cluster]) { time.now }
  }
}

extension Sandbox.SidecarVersion: ExpressibleByArgument {}
