// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import Logging
import Sandbox
import ServiceLifecycle
import UnixSignals

struct SidecarsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sidecars",
    abstract: "Simulate the pods and sidecars of a Cassandra cluster for an API server without nodes.",
    discussion: """
      Makes a CassandraCluster and its pods, and serves their sidecars on the loopback network, until it is told to stop. \
      The objects stay. A pod does what its annotations say:

        sandbox.cassette/fault=NAME[,NAME]   \(SidecarFaults.names.map(\.name).joined(separator: ", "))
        sandbox.cassette/restart=VALUE       restarts the sidecar whenever VALUE is another one
        sandbox.cassette/ready=false         the pod is not ready

      A pod that is deleted is made again, with another address.

      EXAMPLES
        cassette sandbox sidecars --namespace cassandra
        cassette sandbox sidecars --datacenters dc1,dc2 --nodes 2 --speed 20 --bucket s3://cassie --table k1.t1
      """)

  @OptionGroup var cluster: ClusterOptions

  @Option(help: "Where they listen. Cassette asks on no other port than 4567.")
  var port: UInt16 = 4_567

  @OptionGroup var options: SimulationOptions

  func validate() throws {
    guard port > 0 else { throw ValidationError("--port must be 1 to 65535") }
  }

  func run() async throws {
    LogFormat.text.bootstrap(level: .warning)
    let logger = Logger(label: "cassette")
    let world = try options.world(now: .now)
    let client = try cluster.client()
    let server = try SidecarServer(world, port: port, logger: logger)
    let keeper = ClusterKeeper(
      world, in: client, tell: Terminal.print, ready: { await announce(world, server) }, logger: logger)
    try await ServiceGroup(
      configuration: .init(
        services: [server, keeper], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
  }

  private func announce(_ world: SidecarWorld, _ server: SidecarServer) async {
    let addresses = world.withClusters { clusters, _ in clusters.flatMap(\.listeningAddresses) }
    for address in addresses {
      // What keeps one from listening ends everything, and says so there.
      guard (try? await server.boundAddress(of: address)) != nil else { return }
    }
    Terminal.print("ready: \(addresses.count) sidecars of cluster \(options.cluster) on port \(port)")
  }
}
