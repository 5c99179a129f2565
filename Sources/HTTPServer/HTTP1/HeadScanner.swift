// SPDX-License-Identifier: Apache-2.0

/// Finds the empty line that ends a head. Looks at each byte once, however the head is cut, and refuses at once what no
/// further byte could mend.
struct HeadScanner: Sendable {
  let limit: Int
  private var lineStart = 0
  private var scanned = 0

  /// - Parameter limit: the most bytes a head may have, its empty line included.
  init(limit: Int) {
    self.limit = limit
  }

  /// The length of the head with its empty line; `nil` when `bytes` end before it.
  ///
  /// - Parameter bytes: what is known of the head, from its beginning; each call is given all of the last call's.
  mutating func end(in bytes: Span<UInt8>) throws(Refusal) -> Int? {
    let bound = min(bytes.count, limit)
    while let feed = bytes.firstIndex(of: FieldRules.lineFeed, in: scanned..<bound) {
      guard feed > lineStart, bytes[feed - 1] == FieldRules.carriageReturn else {
        throw .malformed("A line of the head ends in a bare line feed; lines end in carriage return and line feed.")
      }
      scanned = feed + 1
      if feed - 1 == lineStart { return scanned }
      lineStart = scanned
    }
    scanned = bound
    if bound == limit { throw tooLarge }
    return nil
  }

  /// RFC 9112, section 3, has a status of its own for a target that alone is too long.
  private var tooLarge: Refusal {
    lineStart == 0
      ? Refusal(status: 414, reason: "The request line is longer than the \(limit) bytes a head may have.")
      : Refusal(status: 431, reason: "The head is longer than \(limit) bytes.")
  }
}
