// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into lines, whatever the pieces in which it comes. Looks at every byte once.
struct LineSplitter: Sendable {
  enum Line: Sendable, Equatable {
    /// Without its end.
    case whole([UInt8])
    /// Longer than the limit; it is dropped, and what follows is not.
    case tooLong
  }

  /// etcd takes objects of up to 1.5 MiB; escapes may make more of that, and the line has an event around the object.
  static let usualLimit = 8 << 20

  private let limit: Int
  private var buffer: [UInt8] = []
  /// Where the current line begins.
  private var start = 0
  /// Before here there is no end of the current line.
  private var searched = 0
  /// The current line is too long, and said so.
  private var isSkipping = false

  /// - Parameter limit: bytes of a line. Kept are at most that many, and the piece that came last.
  init(limit: Int = usualLimit) {
    self.limit = limit
  }

  /// Bytes that wait for the end of their line.
  var held: Int { buffer.count - start }

  mutating func append(_ bytes: [UInt8]) {
    // All complete lines have been taken, as a rule, so that there is little to move.
    buffer.removeFirst(start)
    searched -= start
    start = 0
    buffer += bytes
  }

  /// Nil until there are more bytes. A line without an end is never given out.
  mutating func next() -> Line? {
    while let end = nextEnd() {
      defer {
        start = end + 1
        searched = start
        isSkipping = false
      }
      if isSkipping { continue }
      return end - start > limit ? .tooLong : .whole(Array(buffer[start..<end]))
    }
    searched = buffer.count
    guard held > limit || isSkipping else { return nil }
    buffer.removeAll()
    (start, searched) = (0, 0)
    defer { isSkipping = true }
    return isSkipping ? nil : .tooLong
  }

  private func nextEnd() -> Int? {
    let bytes = buffer.span
    for position in searched..<bytes.count where bytes[position] == UInt8(ascii: "\n") { return position }
    return nil
  }
}
