// SPDX-License-Identifier: Apache-2.0

extension String {
  /// Whether both are the same bytes. Swift's `==` also takes the two spellings of an accent for equal, and the Kelvin
  /// sign for a K; Cassandra, object stores and the sidecar do not.
  func hasSameBytes(as other: String) -> Bool {
    let mine = utf8Span.span
    let theirs = other.utf8Span.span
    guard mine.count == theirs.count else { return false }
    for position in mine.indices where mine[position] != theirs[position] { return false }
    return true
  }
}
