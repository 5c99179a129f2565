// SPDX-License-Identifier: Apache-2.0

/// What somebody may have meant who wrote something else.
package enum Suggestion {
  /// Longer words are not compared: the work grows with the square of the length.
  private static let longest = 64
  /// Candidates looked at, so that a long list does not hold up an answer. There are 600 time zones.
  private static let mostCandidates = 1_000
  /// Beyond so many mistakes a long word is another word.
  private static let mostMistakes = 3

  /// The candidate that is the fewest mistakes away from `text`, upper and lower case being alike; among equals the first
  /// in the order of the alphabet. A mistake is a character too many, too few, wrong, or swapped with the next. Nil if
  /// every candidate takes more than one mistake for three characters, or more than three.
  package static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
    let word = folded(text)
    guard !word.isEmpty, word.count <= longest else { return nil }
    return candidates.prefix(mostCandidates)
      .compactMap { candidate in mistakes(word, folded(candidate)).map { ($0, candidate) } }
      .min { $0 < $1 }?.1
  }

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.prefix(longest + 1).map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func mistakes(_ word: [UInt8], _ candidate: [UInt8]) -> Int? {
    let allowed = min(mostMistakes, max(1, max(word.count, candidate.count) / 3))
    guard candidate.count <= longest, abs(word.count - candidate.count) <= allowed else { return nil }
    let distance = distance(word, candidate)
    return distance <= allowed ? distance : nil
  }

  /// Damerau and Levenshtein's distance, no part being edited twice. Three rows of the table are enough.
  static func distance(_ word: [UInt8], _ candidate: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...candidate.count)
    for row in word.indices {
      var current = [row + 1]
      for column in candidate.indices {
        let isSame = word[row] == candidate[column]
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, word[row] == candidate[column - 1], word[row - 1] == candidate[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[candidate.count]
  }
}
