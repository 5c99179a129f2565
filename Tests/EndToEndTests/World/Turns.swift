// SPDX-License-Identifier: Apache-2.0

/// Who may run now: cases that change what all share one at a time and first, then the others, some side by side.
actor Turns {
  /// Of one world. It leaves places for another's: `CaseRun` bounds those of all.
  private static let width = 8

  private var aloneWaiting = 0
  private var isAloneRunning = false
  private var running = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func begin(alone: Bool) async {
    if alone { aloneWaiting += 1 }
    while !mayBegin(alone: alone) { await withCheckedContinuation { waiting.append($0) } }
    if alone {
      aloneWaiting -= 1
      isAloneRunning = true
    } else {
      running += 1
    }
  }

  func end(alone: Bool) {
    if alone { isAloneRunning = false } else { running -= 1 }
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }

  private func mayBegin(alone: Bool) -> Bool {
    guard !isAloneRunning else { return false }
    return alone ? running == 0 : aloneWaiting == 0 && running < Self.width
  }
}
