// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

@main
struct Cassette: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cassette",
    abstract: "Guards Cassandra backups and restores on Kubernetes.",
    discussion: """
      EXAMPLES
        cassette lint manifests/
        cassette serve --no-reconcile --tls-cert tls.crt --tls-key tls.key
        cassette help lint
      """,
    version: Version.current,
    subcommands: [
      ServeCommand.self, LintCommand.self, ScheduleCommand.self, ExplainCommand.self, CertsCommand.self,
      SandboxCommand.self, UninstallCommand.self, VersionCommand.self,
    ])
}
