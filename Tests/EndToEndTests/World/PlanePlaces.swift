// SPDX-License-Identifier: Apache-2.0

/// So many control planes at a time, in the order of `PlaceOrder`.
actor PlanePlaces {
  private var order: PlaceOrder<CheckedContinuation<Void, Never>>

  init(_ count: Int) { order = PlaceOrder(places: count) }

  /// One with so many cases will come.
  func announce(_ cases: Int) { order.announce(cases) }

  /// One that was announced does not come.
  func withdraw(_ cases: Int) {
    for next in order.withdraw(cases) { next.resume() }
  }

  /// - Parameter cases: as announced; 0 for one that nobody has announced.
  func take(_ cases: Int = 0) async {
    await withCheckedContinuation { continuation in
      for next in order.join(cases, continuation) { next.resume() }
    }
  }

  func giveBack() {
    for next in order.leave() { next.resume() }
  }
}
