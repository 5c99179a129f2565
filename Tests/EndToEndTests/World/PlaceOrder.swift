// SPDX-License-Identifier: Apache-2.0

/// Decides which control plane gets a place: of all that are known to come, the one with most cases, since what takes
/// longest should not begin last.
struct PlaceOrder<Ticket> {
  private var free: Int
  /// How many cases those have who will come.
  private var announced: [Int] = []
  private var waiting: [(cases: Int, ticket: Ticket)] = []

  init(places: Int) { free = places }

  /// One with so many cases will come: who has fewer waits for it.
  mutating func announce(_ cases: Int) { announced.append(cases) }

  /// One that was announced does not come; gives all who get a place because of it.
  mutating func withdraw(_ cases: Int) -> [Ticket] {
    forget(cases)
    return admitted()
  }

  /// One comes, announced or not; gives all who get a place because of it.
  mutating func join(_ cases: Int, _ ticket: Ticket) -> [Ticket] {
    forget(cases)
    waiting.append((cases, ticket))
    return admitted()
  }

  /// One gives its place back; gives all who get one because of it.
  mutating func leave() -> [Ticket] {
    free += 1
    return admitted()
  }

  private mutating func forget(_ cases: Int) {
    if let index = announced.firstIndex(of: cases) { announced.remove(at: index) }
  }

  private mutating func admitted() -> [Ticket] {
    var admitted: [Ticket] = []
    while free > 0, let next = waiting.indices.max(by: { waiting[$0].cases < waiting[$1].cases }),
      waiting[next].cases >= announced.max() ?? 0
    {
      free -= 1
      admitted.append(waiting.remove(at: next).ticket)
    }
    return admitted
  }
}
