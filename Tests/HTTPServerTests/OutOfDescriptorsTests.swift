// SPDX-License-Identifier: Apache-2.0
import Glibc
import Posix
import Testing

@testable import HTTPServer

@Suite("Out of descriptors", .timeLimit(.minutes(1)))
struct OutOfDescriptorsTests {
  /// In a process of its own, since the limit would hit every other test.
  @Test("out of descriptors, existing connections are served, and new ones as soon as there is room")
  func waitsAndRecovers() async {
    await #expect(processExitsWith: .success) {
      try await TestServer.run { server in
        let address = server.address
        try await server.client { client throws in
          try serves(client, "before")
          var limit = rlimit(rlim_cur: 96, rlim_max: 96)
          precondition(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
          // Both ends are in this process, so the listener runs out while clients wait in its queue.
          var silent: [SilentConnection] = []
          while let connection = try? SilentConnection(to: address) { silent.append(connection) }
          try serves(client, "while there are none")
          silent.removeAll()
          let fresh = try TestClient(address, isSecured: true)
          try serves(fresh, "afterwards")
        }
      }
    }
  }
}

private func serves(_ client: TestClient, _ when: String) throws {
  let status = try client.get("/").status
  precondition(status == 200, "status \(status) \(when)")
}
