// SPDX-License-Identifier: Apache-2.0

/// Lets the cases of one world begin as `TurnOrder` says.
actor Turns {
  private var order = TurnOrder<CheckedContinuation<Void, Never>>()

  func begin(_ turn: Turn) async {
    await withCheckedContinuation { continuation in
      for next in order.join(turn, continuation) { next.resume() }
    }
  }

  func end(_ turn: Turn) {
    for next in order.end(turn) { next.resume() }
  }
}
