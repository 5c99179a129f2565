// SPDX-License-Identifier: Apache-2.0

/// Decides who may run now in one world: first those that change what all share, one at a time, then the others side by
/// side, in the order in which they came.
struct TurnOrder<Ticket> {
  private var running: [Turn: Int] = [:]
  private var waiting: [(turn: Turn, ticket: Ticket)] = []

  /// Somebody comes; gives all who may begin because of it.
  mutating func join(_ turn: Turn, _ ticket: Ticket) -> [Ticket] {
    waiting.append((turn, ticket))
    return admitted()
  }

  /// Somebody who ran has ended; gives all who may begin because of it.
  mutating func end(_ turn: Turn) -> [Ticket] {
    running[turn, default: 0] -= 1
    return admitted()
  }

  private mutating func admitted() -> [Ticket] {
    var admitted: [Ticket] = []
    while let next = waiting.firstIndex(where: { mayBegin($0.turn) }) {
      let (turn, ticket) = waiting.remove(at: next)
      running[turn, default: 0] += 1
      admitted.append(ticket)
    }
    return admitted
  }

  private func mayBegin(_ turn: Turn) -> Bool {
    if turn == .alone { return running.values.allSatisfy { $0 == 0 } }
    return running[.alone, default: 0] == 0 && !waiting.contains { $0.turn == .alone }
      && running[turn, default: 0] < turn.width
  }
}
