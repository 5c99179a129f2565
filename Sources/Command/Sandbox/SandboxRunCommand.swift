// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging

struct SandboxRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a Kubernetes API, a simulated Cassandra cluster and Cassette in one process, to try things with.",
    discussion: """
      Everything is on the loopback network and in memory, and ends with Ctrl-C. kubectl is all that is needed beside it; the \
      kubeconfig file to give it is written. What the pods do wrong is said by annotations while it runs: see \
      cassette sandbox sidecars --help.

      EXAMPLES
        cassette sandbox
        cassette sandbox --nodes 2 --datacenters dc1,dc2 --speed 20
        cassette sandbox --fault test-cluster-dc1-rack1-1=slow-child --data sandbox
      """)

  @Option(help: "Where the Kubernetes API listens; port 0 takes a free one.")
  var listen = "127.0.0.1:0"

  @Option(help: "The kubeconfig file to write.")
  var kubeconfig = "sandbox.kubeconfig"

  @Option(help: "A folder to keep the objects in over restarts. (default: they are kept in memory)")
  var data: String?

  @OptionGroup var simulation: SimulationOptions

  func run() async throws {
    LogFormat.text.bootstrap(level: .error)
    let logger = Logger(label: "cassette")
    try await SandboxProcess(self, logger: logger).run()
  }
}
