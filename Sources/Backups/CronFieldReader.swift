// SPDX-License-Identifier: Apache-2.0

/// Reads one field, with the checks of robfig/cron v3.0.1 in their order.
struct CronFieldReader {
  let kind: CronFieldKind

  /// A list of items, of which empty ones count for nothing.
  func read(_ text: String) throws(CronError) -> CronField {
    var field = CronField()
    for item in text.utf8.split(separator: UInt8(ascii: ",")) {
      do throws(CronItemError) {
        try read(item: String(Substring(item)), into: &field)
      } catch {
        throw .field(kind, item: String(Substring(item)), error)
      }
    }
    return field
  }

  private func read(item: String, into field: inout CronField) throws(CronItemError) {
    let parts = item.parts(separatedBy: "/")
    let ends = parts[0].parts(separatedBy: "-")
    let isStar = ends[0] == "*" || ends[0] == "?"
    var (start, end) = (kind.bounds.lowerBound, kind.bounds.upperBound)
    if !isStar {
      start = try value(ends[0])
      guard ends.count <= 2 else { throw .tooManyHyphens }
      end = ends.count == 2 ? try value(ends[1]) : start
    }
    guard parts.count <= 2 else { throw .tooManySlashes }
    var step = 1
    if parts.count == 2 {
      guard let number = Self.number(parts[1]) else { throw .badStep }
      step = number
      // What follows the hyphen of a star is not looked at; a single value with a step goes on to the end.
      if ends.count == 1 { end = kind.bounds.upperBound }
    }
    guard start >= kind.bounds.lowerBound else { throw .outOfBounds(start) }
    guard end <= kind.bounds.upperBound else { throw .outOfBounds(end) }
    guard start <= end else { throw .backwards(from: start, to: end) }
    guard step > 0 else { throw .badStep }
    field.insert(start...end, step: step, isStarred: isStar && step == 1)
  }

  private func value(_ text: String) throws(CronItemError) -> Int {
    if let place = kind.names.firstIndex(of: text.lowercased()) { return kind.bounds.lowerBound + place }
    guard let number = Self.number(text) else { throw .notAValue(text) }
    return number
  }

  /// Go's `strconv.Atoi`, less the negative numbers. One that does not fit 63 bits is none.
  private static func number(_ text: String) -> Int? {
    guard let number = Int(text), number >= 0 else { return nil }
    return number
  }
}

extension String {
  /// By bytes: a combining character after the mark would hide it from a search for characters.
  fileprivate func parts(separatedBy mark: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: mark), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }
}
