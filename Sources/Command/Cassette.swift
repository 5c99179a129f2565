// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

@main
struct Cassette: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cassette",
    abstract: "Guards Cassandra backups and restores on Kubernetes.",
    discussion: """
      Run cassette help SUBCOMMAND for the options of a subcommand, with examples.
      """,
    version: Version.current,
    subcommands: [
      ServeCommand.self, LintCommand.self, ScheduleCommand.self, ExplainCommand.self, CertsCommand.self,
      VersionCommand.self,
    ])
}
