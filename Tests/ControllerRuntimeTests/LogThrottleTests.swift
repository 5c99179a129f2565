// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ControllerRuntime

@Suite("Log throttle of a watcher")
struct LogThrottleTests {
  @Test("one line in 10 s, with the number of those kept back")
  func throttle() {
    var throttle = LogThrottle()
    #expect(throttle.admit(at: .zero) == 0)
    #expect(throttle.admit(at: .seconds(1)) == nil)
    #expect(throttle.admit(at: .seconds(9)) == nil)
    #expect(throttle.admit(at: .seconds(10)) == 2)
    #expect(throttle.admit(at: .seconds(20)) == 0)
  }
}
