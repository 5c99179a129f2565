// SPDX-License-Identifier: Apache-2.0

/// Who may run now in one world: first cases that change what all share, one at a time, then the others side by side.
actor Turns {
  private var running: [Turn: Int] = [:]
  private var waiting: [(turn: Turn, continuation: CheckedContinuation<Void, Never>)] = []

  func begin(_ turn: Turn) async {
    await withCheckedContinuation { continuation in
      waiting.append((turn, continuation))
      admit()
    }
  }

  func end(_ turn: Turn) {
    running[turn, default: 0] -= 1
    admit()
  }

  private func admit() {
    while let next = waiting.firstIndex(where: { mayBegin($0.turn) }) {
      let (turn, continuation) = waiting.remove(at: next)
      running[turn, default: 0] += 1
      continuation.resume()
    }
  }

  private func mayBegin(_ turn: Turn) -> Bool {
    if turn == .alone { return running.values.allSatisfy { $0 == 0 } }
    return running[.alone, default: 0] == 0 && !waiting.contains { $0.turn == .alone }
      && running[turn, default: 0] < turn.width
  }
}
