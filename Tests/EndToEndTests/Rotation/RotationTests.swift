// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Certificates that are renewed while an API server that lets nothing pass unjudged asks for reviews all the time.
struct RotationTests {
  @Test(
    "of ten thousand reviews none fails or is left out while authority and leaf are renewed twice and both replicas replaced",
    .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
  func rotation() async throws {
    let rotation = try await Rotation.start()
    try await rotation.finally {
      let sent = try await rotation.sending(reviews: 10_000) {
        #expect(try await rotation.replaceOldest() == 0)
        try await rotation.waitUntilRotated()
        #expect(try await rotation.replaceOldest() == 0)
        try await rotation.waitUntilRotated()
      }
      #expect(sent >= 10_000)

      let status = try await rotation.certs("status --check")
      #expect(status.exitCode == 0 && status.output.contains("arrive at both webhooks"), "\(status.output)")
      let rotate = try await rotation.certs("rotate")
      #expect(
        rotate.exitCode == 0 && rotate.output.contains("done, 2 of 2 replicas serve the new leaf"), "\(rotate.output)")
    }
  }
}
