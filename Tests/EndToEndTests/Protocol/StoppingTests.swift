// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The end comes in time, whoever would rather have it later.
struct StoppingTests {
  @Test("a server that is told to stop ends in time, whatever its clients do", .timeLimit(.minutes(2)))
  func hostileClients() async throws {
    try await LoneServer.run { lone in
      let log = "\(lone.folder.path)/clients.log"
      let clients = try LeashedProcess.start(
        [
          "\(Repository.tests)/Inputs/bin/hostile-clients", "\(lone.server.settings.port)",
          "\(lone.certificates)/ca.crt",
        ], log: log)
      defer { clients.send(SIGKILL) }
      try await wait(for: "the clients") {
        guard clients.isRunning else { throw Failure(try String(contentsOfFile: log, encoding: .utf8)) }
        return try String(contentsOfFile: log, encoding: .utf8).contains("ready")
      }
      lone.server.send(SIGTERM)
      try await wait(for: "the end that Kubernetes would wait for", within: .seconds(30)) { !lone.server.isRunning }
      #expect(await lone.server.exitCode == 0)
      let said = try String(contentsOfFile: lone.server.settings.log, encoding: .utf8)
      #expect(said.contains("stopped listening"))
      #expect(!said.contains("not everything ended in time"))
    }
  }
}
