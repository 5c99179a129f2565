// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Simulate what backups and restores need, to try them out.",
    discussion: """
      EXAMPLE
        cassette sandbox sidecars --namespace cassandra
      """,
    subcommands: [SidecarsCommand.self])
}
