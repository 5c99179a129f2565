// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import KubeModel
import Sandbox
import Testing

@testable import Command

@Suite("Which cluster is simulated")
struct SimulationOptionsTests {
  private static let now = Instant(seconds: 1_714_528_800)

  private func cluster(_ arguments: String...) throws -> SimulatedCluster? {
    try SimulationOptions.parse(arguments).world(now: Self.now).withClusters { clusters, _ in clusters.first }
  }

  @Test("three nodes in one datacenter, unless something else is said")
  func defaults() throws {
    let cluster = try #require(try cluster())
    #expect(cluster.name == "test-cluster")
    #expect(cluster.namespace == "default")
    #expect(cluster.version == .v113)
    #expect(cluster.nodes.map(\.pod) == (0..<3).map { "test-cluster-dc1-rack1-\($0)" })
    #expect(cluster.listeningAddresses == ["127.0.1.1", "127.0.1.2", "127.0.1.3"])
    #expect(Set(cluster.storage.buckets.keys) == ["s3://cassie"])
  }

  @Test("what is said counts")
  func given() throws {
    let cluster = try #require(
      try cluster(
        "--namespace", "n", "--cluster", "c", "--datacenters", "paris,lyon", "--nodes", "1", "--network", "7",
        "--icarus",
        "2.0.4", "--bucket", "s3://a", "--bucket", "gcp://b", "--table", "k.t", "--patience", "20"))
    #expect(cluster.nodes.map(\.pod) == ["c-paris-rack1-0", "c-lyon-rack1-0"])
    #expect(cluster.listeningAddresses == ["127.0.7.1", "127.0.7.2"])
    #expect(cluster.version == .v204)
    #expect(Set(cluster.storage.buckets.keys) == ["s3://a", "gcp://b"])
    #expect(cluster.patience == .seconds(20))
  }

  @Test("a fault from the start is of the pod that is named, and its annotation says so")
  func fault() throws {
    let cluster = try #require(try cluster("--fault", "test-cluster-dc1-rack1-1=hang,child-lost"))
    #expect(cluster.nodes.map(\.faults) == [[], [.hang, .childLost], []])
    let pod = KubeObject(try #require(cluster.pods(namespace: "default").dropFirst().first))
    #expect(pod.annotation("sandbox.cassette/fault") == "hang, child-lost")
  }

  @Test("a fault of a pod that there is not names those that there are")
  func unknownPod() throws {
    let error = #expect(throws: (any Error).self) { try cluster("--nodes", "1", "--fault", "other=hang") }
    #expect("\(try #require(error))".contains("there are test-cluster-dc1-rack1-0"))
  }

  @Test(
    "what cannot be is refused by name",
    arguments: [
      ("--nodes", "0"), ("--nodes", "101"), ("--network", "256"), ("--speed", "0"), ("--speed", "nan"),
      ("--speed", "10001"), ("--cluster", ""), ("--cluster", "Demo"), ("--datacenters", "dc1,dc1"),
      ("--datacenters", "dc1,"), ("--bucket", "s3:/a"), ("--bucket", "s3://a/demo/dc1/1"), ("--table", "k1"),
      ("--icarus", "9"), ("--patience", "0"), ("--fault", "hang"), ("--fault", "p=hang,x"),
    ])
  func refusals(_ flag: String, _ value: String) throws {
    do {
      _ = try SimulationOptions.parse([flag, value]).world(now: Self.now)
      Issue.record("\(flag) \(value) was taken")
    } catch {
      #expect(SimulationOptions.fullMessage(for: error).contains(flag))
    }
  }
}
