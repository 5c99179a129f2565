// SPDX-License-Identifier: Apache-2.0

/// Reads one field, with the checks of robfig/cron v3.0.1 in their order.
struct CronFieldReader {
  let kind: CronFieldKind

  /// A list of items, of which empty ones count for nothing.
  func read(_ text: Substring) throws(CronError) -> CronField {
    let bytes = text.utf8.span
    var field = CronField()
    var start = 0
    while start < bytes.count {
      let end = bytes.firstPlace(of: ",", from: start)
      let item = bytes.extracting(start..<end)
      do throws(CronItemError) {
        if !item.isEmpty { try read(item: item, into: &field) }
      } catch {
        throw .field(kind, item: item.text, error)
      }
      start = end + 1
    }
    return field
  }

  private func read(item: Span<UInt8>, into field: inout CronField) throws(CronItemError) {
    let slash = item.firstPlace(of: "/")
    let range = item.extracting(first: slash)
    let hyphen = range.firstPlace(of: "-")
    let first = range.extracting(first: hyphen)
    let isStar = first.count == 1 && (first[0] == UInt8(ascii: "*") || first[0] == UInt8(ascii: "?"))
    let isSingle = hyphen == range.count
    var (start, end) = (kind.bounds.lowerBound, kind.bounds.upperBound)
    if !isStar {
      start = try value(first)
      guard isSingle || range.firstPlace(of: "-", from: hyphen + 1) == range.count else { throw .tooManyHyphens }
      end = isSingle ? start : try value(range.extracting((hyphen + 1)...))
    }
    var step = 1
    if slash < item.count {
      guard item.firstPlace(of: "/", from: slash + 1) == item.count else { throw .tooManySlashes }
      guard let number = Self.number(item.extracting((slash + 1)...)) else { throw .badStep }
      step = number
      // What follows the hyphen of a star is not looked at; a single value with a step goes on to the end.
      if isSingle { end = kind.bounds.upperBound }
    }
    guard start >= kind.bounds.lowerBound else { throw .outOfBounds(start) }
    guard end <= kind.bounds.upperBound else { throw .outOfBounds(end) }
    guard start <= end else { throw .backwards(from: start, to: end) }
    guard step > 0 else { throw .badStep }
    field.insert(start...end, step: step, isStarred: isStar && step == 1)
  }

  private func value(_ text: Span<UInt8>) throws(CronItemError) -> Int {
    if let number = Self.number(text) { return number }
    let name = text.text.lowercased()
    guard let place = kind.names.firstIndex(of: name) else { throw .notAValue(text.text) }
    return kind.bounds.lowerBound + place
  }

  /// Go's `strconv.Atoi`, less the negative numbers. One that does not fit 63 bits is none.
  private static func number(_ text: Span<UInt8>) -> Int? {
    guard (1...2).contains(text.count) else { return Int(text.text).flatMap { $0 < 0 ? nil : $0 } }
    var number = 0
    for place in text.indices {
      let digit = text[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return Int(text.text).flatMap { $0 < 0 ? nil : $0 } }
      number = number * 10 + Int(digit)
    }
    return number
  }
}
