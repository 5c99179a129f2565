// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(5)))
struct SandboxDataTests {
  @Test("a sandbox that was killed goes on from its folder with all that it had acknowledged")
  func killed() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["--data", "\(folder.path)/data", "--network", "\(try FreeNetwork.find())"]
    let first = try await SandboxProcess.start(in: folder.path, arguments)
    let applied = try await kubectl("apply -f manifests/samples/backup.yaml", first)
    await first.kill()
    #expect(applied.hasSuffix("cassandrabackup.db.orange.com/nightly-cassandra-backup created\n"), "\(applied)")

    let second = try await SandboxProcess.start(in: folder.path, arguments)
    do {
      _ = try await kubectl("annotate cassandrabackup nightly-cassandra-backup db.orange.com/run-now=1", second)
      _ = try await kubectl(
        "wait --for=condition=Progressing=false --timeout=90s cassandrabackup/nightly-cassandra-backup", second)
      let refused = try await kubectl("apply -f manifests/samples/restore.yaml --dry-run=server", second)
      #expect(refused.contains("created"), "\(refused)")
    } catch {
      await second.stop()
      throw error
    }
    #expect(await second.stop() == 0)
  }

  private func kubectl(_ words: String, _ sandbox: SandboxProcess) async throws -> String {
    let environment = ["KUBECONFIG": sandbox.kubeconfig]
    return try await ShellCommand(text: "kubectl \(words) 2>&1", environment: environment, seconds: 100).succeed()
  }
}
