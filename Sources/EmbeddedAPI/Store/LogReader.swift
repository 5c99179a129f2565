// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery

/// Does again what a log tells, as it comes from the disk. A last line that is torn was never acknowledged, and is left
/// out; one that is broken with more behind it is damage.
struct LogReader {
  struct Damage: Error, Equatable {
    /// Of the line that cannot be read.
    let offset: Int
  }

  /// Bytes of whole lines.
  private(set) var good = 0
  private var waiting: [UInt8] = []
  private var isTorn = false

  /// - Parameter bytes: at least one.
  mutating func read(_ bytes: [UInt8], into store: inout ObjectStore) throws(Damage) {
    guard !isTorn else { throw Damage(offset: good) }
    waiting += bytes
    var start = 0
    while let end = waiting[start...].firstIndex(of: LogLine.newline) {
      guard let line = LogLine(waiting[start..<end]) else {
        isTorn = true
        guard end + 1 == waiting.count else { throw Damage(offset: good) }
        break
      }
      for entry in line.entries { store.restore(entry.object, entry.type, entry.key, revision: entry.revision) }
      good += end + 1 - start
      start = end + 1
    }
    waiting.removeFirst(start)
  }
}
