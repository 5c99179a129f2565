// SPDX-License-Identifier: Apache-2.0

/// Programs of other people that these tests use.
enum Tool {
  static func require(_ names: String...) async throws {
    for name in names where try await ShellCommand(text: "command -v \(name)").run().exitCode != 0 {
      throw Failure("there is no \(name) on this machine; scripts/bootstrap installs it")
    }
  }
}
