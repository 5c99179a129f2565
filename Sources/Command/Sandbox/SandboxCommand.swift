// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "A Kubernetes API, a simulated Cassandra cluster and Cassette, to try things with.",
    discussion: """
      EXAMPLES
        cassette sandbox
        cassette sandbox --nodes 2 --datacenters dc1,dc2 --speed 20
        cassette sandbox api --kubeconfig sandbox.kubeconfig --objects manifests/crds
        cassette sandbox sidecars --kubeconfig sandbox.kubeconfig --namespace default
      """,
    subcommands: [SandboxRunCommand.self, APICommand.self, SidecarsCommand.self],
    defaultSubcommand: SandboxRunCommand.self)
}
