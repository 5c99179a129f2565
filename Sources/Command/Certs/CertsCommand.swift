// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct CertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certs",
    abstract: "Make certificates.",
    discussion: """
      EXAMPLE
        cassette certs init dev-certs --dns localhost
      """,
    subcommands: [CertsInitCommand.self])
}
