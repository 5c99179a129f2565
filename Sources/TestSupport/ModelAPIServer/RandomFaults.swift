// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// Faults at random, the same for the same seed.
package struct RandomFaults: Sendable {
  private var generator: SplitMix64
  /// How many are still to come.
  package private(set) var left: Int

  package init(seed: UInt64, count: Int) {
    generator = SplitMix64(seed: seed)
    left = count
  }

  mutating func nextForRequest() -> RequestFault? {
    guard strikes(oneIn: 3) else { return nil }
    let faults: [RequestFault] = [
      .unreachable, .hang, .refuse(Status(.tooManyRequests, message: "slow down"), retryAfter: .seconds(7)),
      .refuse(Status(.internalError, message: "etcdserver: leader changed")),
      .refuse(Status(.forbidden, message: "no")),
      .refuse(Status(.serviceUnavailable, message: "starting")), .refuse(Status(.notFound, message: "no such kind")),
      .refuse(Status(.expired, message: "too old")), .refuse(Status(.badRequest, message: "what?")),
    ]
    return faults.randomElement(using: &generator)
  }

  mutating func nextForWatch() -> WatchFault? {
    guard strikes(oneIn: 5) else { return nil }
    let faults: [WatchFault] = [
      .cut, .cut, .end, .garble, .fail(Status(.expired, message: "too old")),
      .fail(Status(.internalError, message: "etcd event lost")),
    ]
    return faults.randomElement(using: &generator)
  }

  private mutating func strikes(oneIn odds: Int) -> Bool {
    guard left > 0, Int.random(in: 0..<odds, using: &generator) == 0 else { return false }
    left -= 1
    return true
  }
}
