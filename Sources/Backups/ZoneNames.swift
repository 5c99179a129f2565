// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The names of the zone database, and the one that was meant by a name that is not among them.
enum ZoneNames {
  /// From `tzdata.zi`: `Z` begins a zone, the third word after `L` is another name for one.
  static func inSource(_ bytes: [UInt8]) -> [String] {
    lines(bytes).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
      guard words.count > 2, words[0].count == 1 else { return nil }
      switch words[0].first {
      case UInt8(ascii: "Z"): return String(decoding: words[1], as: UTF8.self)
      case UInt8(ascii: "L"): return String(decoding: words[2], as: UTF8.self)
      default: return nil
      }
    }
  }

  /// From `zone1970.tab`: the third column.
  static func inTable(_ bytes: [UInt8]) -> [String] {
    lines(bytes).compactMap { line in
      let columns = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3)
      guard columns.count > 2, columns[0].first != UInt8(ascii: "#") else { return nil }
      return String(decoding: columns[2], as: UTF8.self)
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n")) }

  /// The name that differs in letter case or a slip, whose city is meant, or of which only the first word was read
  /// because there is a blank in it (`America/New York`).
  static func meant(by word: String, among names: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let wanted = word.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: "_")
    if let same = names.first(where: { $0.lowercased() == wanted }) { return same }
    if let city = names.first(where: { $0.lowercased().hasSuffix("/" + wanted) }) { return city }
    let longer = names.filter { $0.lowercased().hasPrefix(wanted + "_") }
    return longer.count == 1 ? longer[0] : Suggestion.nearest(to: wanted, among: names)
  }
}
