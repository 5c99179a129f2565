// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Simulate what backups and restores need, to try them out.",
    discussion: """
      EXAMPLE
        cassette sandbox api --kubeconfig sandbox.kubeconfig --objects manifests/crds
        cassette sandbox sidecars --kubeconfig sandbox.kubeconfig --namespace default
      """,
    subcommands: [APICommand.self, SidecarsCommand.self])
}
