// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Webhook

@Suite("Readiness")
struct ReadinessTests {
  @Test("nothing stands in the way unless it is said to")
  func ready() {
    #expect(Readiness().reason == nil)
  }

  @Test("facts are waited for once: what is lost later holds nobody up")
  func facts() {
    let there = Mutex(false)
    let readiness = Readiness { there.withLock { $0 } }
    #expect(readiness.reason == "the facts are being read")
    there.withLock { $0 = true }
    #expect(readiness.reason == nil)
    there.withLock { $0 = false }
    #expect(readiness.reason == nil)
  }

  @Test("who was told to stop is not ready any more")
  func stopping() {
    let readiness = Readiness { false }
    readiness.stop()
    #expect(readiness.reason == "the server is stopping")
  }
}
