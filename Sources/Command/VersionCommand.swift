// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Print the version.",
    discussion: """
      EXAMPLE
        cassette version
      """)

  func run() {
    print("cassette \(Version.current)")
  }
}
