// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// What a Deployment does to its replicas, under load.
struct RollingUpdateTests {
  @Test(
    "of ten thousand reviews none fails, and none is skipped, while two replicas are replaced one after the other",
    .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
  func replaced() async throws {
    try await ReviewedPlane.run { plane in
      let settings = try ["old-1", "old-2", "new-1", "new-2"].map { try plane.settings($0) }
      let service = try LeashedProcess.start(
        ["\(Repository.tests)/Inputs/bin/service", "\(plane.port)"] + settings.map { "\($0.port):\($0.healthPort)" },
        log: "\(plane.folder.path)/service.log")
      defer { service.send(SIGKILL) }
      var replicas: [CassetteServer] = []
      defer { for replica in replicas { replica.send(SIGKILL) } }
      for one in settings[..<2] { replicas.append(try await CassetteServer.start(one)) }
      try await plane.waitUntilReviewed()

      let sender = try ReviewSender(to: plane.kubeconfig, in: plane.folder, atLeast: 10_000)
      defer { sender.kill() }
      try await sender.advance(by: 1_000)
      for (old, new) in zip(replicas, settings[2...]) {
        replicas.append(try await CassetteServer.start(new))
        try await wait(for: "the old replica to have its part") { try await old.reviews > 100 }
        old.send(SIGTERM)
        #expect(await old.exitCode == 0)
        try await sender.advance(by: 1_000)
      }
      #expect(try await sender.finish() >= 10_000)
      for new in replicas[2...] { #expect(try await new.reviews > 100) }
    }
  }
}

extension CassetteServer {
  /// How many it has answered.
  fileprivate var reviews: Int {
    get async throws {
      let page = try await ShellCommand(text: "curl --silent --fail --noproxy '*' \(healthURL)/metrics").succeed()
      return page.split(separator: "\n").filter { $0.hasPrefix("cassette_reviews_total{") }
        .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
    }
  }
}
