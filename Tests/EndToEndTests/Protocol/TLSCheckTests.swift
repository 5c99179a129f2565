// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

private let testssl = "/usr/bin/testssl"

/// The judgement of somebody else.
struct TLSCheckTests {
  @Test(
    "testssl finds nothing above LOW but that the certificate is short-lived and without revocation",
    .enabled(if: FileManager.default.isExecutableFile(atPath: testssl)), .timeLimit(.minutes(5)))
  func findings() async throws {
    let outcome = try await ShellCommand(
      text: "'\(Repository.root)/scripts/tls-check' '\(try Repository.program())'", seconds: 280
    ).run()
    #expect(outcome.exitCode == 0, "\(outcome.output)")
  }
}
