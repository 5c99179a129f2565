// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

enum Version {
  static let current = "0.1.0"
}

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  func run() {
    print("cassette \(Version.current)")
  }
}
