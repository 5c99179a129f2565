// SPDX-License-Identifier: Apache-2.0

/// Finds the word that was meant when a word is not known.
package enum NearMiss {
  /// Longer words are not compared: no word we know is half as long, and the work grows with the square.
  private static let longest = 64

  /// The candidate that differs least from `word`, letter case aside, if it differs in no more than two letters (one in
  /// words of less than five).
  package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().utf8)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: String?
    var bestDistance = wanted.count < 5 ? 2 : 3
    for candidate in candidates where abs(candidate.utf8.count - wanted.count) < bestDistance {
      let distance = distance(wanted, Array(candidate.lowercased().utf8))
      if distance < bestDistance { (best, bestDistance) = (candidate, distance) }
    }
    return best
  }

  /// Letters to add, drop, replace or swap with a neighbour to turn one word into the other.
  static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...other.count)
    for i in one.indices {
      var current = [i + 1]
      for j in other.indices {
        var least = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (one[i] == other[j] ? 0 : 1))
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
          least = min(least, beforePrevious[j - 1] + 1)
        }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[other.count]
  }
}
