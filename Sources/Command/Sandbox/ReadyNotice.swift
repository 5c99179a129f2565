// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle

/// Does something once, and then waits for the end. What it throws ends everything.
struct ReadyNotice: Service {
  let tell: @Sendable () async throws -> Void

  func run() async throws {
    try await tell()
    try await gracefulShutdown()
  }
}
