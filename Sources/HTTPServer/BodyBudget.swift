// SPDX-License-Identifier: Apache-2.0

/// How much the request bodies on one loop may hold together while they are being received.
///
/// Below the budget everybody may go on. Above it, a connection may hold no more than an equal share of the budget. So
/// a few that fill the budget with bodies they never end cannot lock out the many with small ones, and the whole stays
/// below twice the budget: those within their share hold at most the budget, those beyond it cannot grow.
struct BodyBudget {
  private let limit: Int
  private(set) var held = 0

  init(bytes: Int) {
    precondition(bytes > 0, "a budget of \(bytes) bytes admits no request")
    limit = bytes
  }

  /// One connection's part has changed by so many bytes.
  mutating func change(by difference: Int) {
    held += difference
    assert(held >= 0, "more was given back than was taken")
  }

  /// - Parameters:
  ///   - bytes: what the connection holds now.
  ///   - connections: how many there are on the loop, this one included.
  func admits(_ bytes: Int, among connections: Int) -> Bool {
    held <= limit || bytes <= limit / max(1, connections)
  }
}
