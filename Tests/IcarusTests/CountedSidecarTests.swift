// SPDX-License-Identifier: Apache-2.0
import Backups
import Outbound
import TestSupport
import Testing

@testable import Icarus

@Suite("Counting the calls of sidecars")
struct CountedSidecarTests {
  private func count(
    _ transport: MemoryTransport, _ ask: (CountedSidecar) async throws -> Void
  ) async -> [SidecarCall: Int] {
    let sidecar = CountedSidecar(SidecarClient(transport))
    try? await ask(sidecar)
    return sidecar.counts
  }

  @Test("a call counts by what was asked and by what came of it")
  func outcomes() async {
    let list = { (sidecar: CountedSidecar) in _ = try await sidecar.operations(at: Examples.endpoint) }
    #expect(
      await count(MemoryTransport(.json("[]", status: 200)), list)
        == [SidecarCall(request: .operations, outcome: .answered): 1])
    #expect(
      await count(MemoryTransport(.json("no", status: 500)), list)
        == [SidecarCall(request: .operations, outcome: .refused): 1])
    #expect(
      await count(MemoryTransport(.json("{", status: 200)), list)
        == [SidecarCall(request: .operations, outcome: .unreadable): 1])
  }

  @Test("an id that the sidecar does not know is an answer")
  func unknown() async {
    let transport = MemoryTransport(.json("HTTP 404 Not Found", status: 500))
    #expect(
      await count(transport) { _ = try await $0.operation("a", at: Examples.endpoint) }
        == [SidecarCall(request: .operation, outcome: .answered): 1])
  }

  @Test("a call that we ended ourselves does not count")
  func cancelled() { #expect(SidecarCall.Outcome(.cancelled) == nil) }
}
