// SPDX-License-Identifier: Apache-2.0

/// A place in a file, as editors and annotations count: both from 1, the column in Unicode scalars (a tab is one).
package struct SourcePosition: Sendable, Hashable {
  package var line: Int
  package var column: Int

  package static let start = SourcePosition(line: 1, column: 1)

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourcePosition: Comparable {
  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourcePosition: CustomStringConvertible {
  /// `12:7`, as compilers print it.
  package var description: String { "\(line):\(column)" }
}

extension SourcePosition {
  /// Moves past one byte of UTF-8. Bytes that continue a scalar take no column.
  mutating func advance(over byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if !UTF8.isContinuation(byte) {
      column += 1
    }
  }

  mutating func advance(over bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      advance(over: byte)
    }
  }
}
