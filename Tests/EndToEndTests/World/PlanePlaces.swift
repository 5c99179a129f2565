// SPDX-License-Identifier: Apache-2.0

/// So many control planes at a time, those with most cases first: what takes longest should not begin last.
actor PlanePlaces {
  private var free: Int
  /// How many cases those have who will come.
  private var announced: [Int] = []
  private var waiting: [(cases: Int, continuation: CheckedContinuation<Void, Never>)] = []

  init(_ count: Int) { free = count }

  /// One with so many cases will come: who has fewer waits for it.
  func announce(_ cases: Int) { announced.append(cases) }

  /// One that was announced does not come.
  func withdraw(_ cases: Int) {
    if let index = announced.firstIndex(of: cases) { announced.remove(at: index) }
    admit()
  }

  /// For one that nobody has announced.
  func take() async {
    announce(0)
    await take(0)
  }

  /// For one that was announced.
  func take(_ cases: Int) async {
    await withCheckedContinuation { continuation in
      waiting.append((cases, continuation))
      withdraw(cases)
    }
  }

  func giveBack() {
    free += 1
    admit()
  }

  private func admit() {
    while free > 0, let next = waiting.indices.max(by: { waiting[$0].cases < waiting[$1].cases }),
      waiting[next].cases >= announced.max() ?? 0
    {
      free -= 1
      waiting.remove(at: next).continuation.resume()
    }
  }
}
