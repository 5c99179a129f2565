// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Webhook

@Suite("Readiness")
struct ReadinessTests {
  @Test("nothing stands in the way unless it is said to")
  func ready() {
    #expect(Readiness().reason == nil)
  }

  @Test("each condition has to be met, in any order, and once is enough")
  func conditions() {
    let readiness = Readiness(unmet: [.facts, .draining])
    #expect(readiness.reason == "the facts are being read")
    readiness.met(.facts)
    #expect(readiness.reason == "the server is stopping")
    readiness.met(.draining)
    readiness.met(.draining)
    #expect(readiness.reason == nil)
  }

  @Test("what was met can be lost")
  func lost() {
    let readiness = Readiness()
    readiness.lost(.facts)
    #expect(readiness.reason == "the facts are being read")
  }
}
