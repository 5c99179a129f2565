// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

@Suite("Log throttle")
struct LogThrottleTests {
  @Test("one line in a while, with the number of those kept back")
  func throttle() {
    var throttle = LogThrottle(interval: .seconds(10))
    let start = MonotonicTime(nanoseconds: 0)
    #expect(throttle.admit(at: start) == 0)
    #expect(throttle.admit(at: start + .seconds(1)) == nil)
    #expect(throttle.admit(at: start + .seconds(9)) == nil)
    #expect(throttle.admit(at: start + .seconds(10)) == 2)
    #expect(throttle.admit(at: start + .seconds(20)) == 0)
  }
}
