// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct CertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certs",
    abstract: "Make certificates, and look after those of serve --self-signed.",
    discussion: """
      EXAMPLES
        cassette certs init dev-certs --dns localhost
        cassette certs status
        cassette certs rotate --ca
      """,
    subcommands: [CertsInitCommand.self, CertsStatusCommand.self, CertsRotateCommand.self])
}
