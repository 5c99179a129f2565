// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

@Suite("Acceptance")
struct AcceptanceTests {
  private func acceptance(connections: Int = 1000, perWakeUp: Int = 64) -> Acceptance {
    var limits = Limits()
    limits.connections = connections
    limits.acceptsPerWakeUp = perWakeUp
    limits.acceptRetryDelay = .seconds(1)
    return Acceptance(limits: limits)
  }

  @Test("as many are accepted as fit, and no more in one wake-up than the limit", arguments: [(0, 64), (990, 10)])
  func room(open: Int, expected: Int) {
    var acceptance = acceptance()
    #expect(acceptance.ready(open: open) == expected)
    #expect(acceptance.wantsConnections)
  }

  @Test("when full, the listener is left alone until a connection closes")
  func full() {
    var acceptance = acceptance()
    #expect(acceptance.ready(open: 1000) == 0)
    #expect(!acceptance.wantsConnections)
    #expect(acceptance.retryAt == nil)
    acceptance.resume()
    #expect(acceptance.ready(open: 999) == 1)
  }

  @Test("out of descriptors, it waits for a connection to close or a while to pass")
  func outOfDescriptors() {
    var acceptance = acceptance()
    acceptance.ranOutOfResources(at: MonotonicTime(nanoseconds: 0))
    #expect(!acceptance.wantsConnections)
    #expect(acceptance.ready(open: 0) == 0)
    #expect(acceptance.retryAt == MonotonicTime(nanoseconds: 1_000_000_000))
    acceptance.resume()
    #expect(acceptance.wantsConnections)
    #expect(acceptance.retryAt == nil)
  }

  @Test(
    "room is made for several at once, but a small server is not emptied", arguments: [(16_384, 16), (128, 2), (4, 1)])
  func shedding(connections: Int, expected: Int) {
    #expect(acceptance(connections: connections).connectionsToShed == expected)
  }
}
