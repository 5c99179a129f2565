// SPDX-License-Identifier: Apache-2.0

/// Reads a list of entities in one pass over its bytes.
struct EntitiesReader {
  private var names: NameList
  private var problems: [EntityProblem] = []
  private var problemCount = 0
  private var firstKeyspace: NameList.Entry?
  private var firstTable: NameList.Entry?
  private var hasComma = false

  init(_ text: String) {
    names = NameList(bytes: Array(text.utf8))
  }

  mutating func read() throws(EntitiesError) -> Entities {
    let bytes = names.bytes
    let kinds = Self.kinds
    var position = 0
    while position < bytes.count {
      if kinds[Int(bytes[position])] == .separator {
        hasComma = hasComma || bytes[position] == UInt8(ascii: ",")
        position += 1
      } else {
        position = readItem(bytes, kinds, from: position)
      }
    }
    return try result()
  }

  /// Gives the place after the item.
  private mutating func readItem(_ bytes: [UInt8], _ kinds: [Kind], from start: Int) -> Int {
    var position = start
    var dots = 0
    var dot = 0
    var isClean = true
    reading: while position < bytes.count {
      switch kinds[Int(bytes[position])] {
      case .name: break
      case .dot: (dots, dot) = (dots + 1, position - start)
      case .other: isClean = false
      case .separator: break reading
      }
      position += 1
    }
    let length = position - start
    let longest = max(dots == 0 ? length : dot, dots == 0 ? 0 : length - dot - 1)
    if isClean, dots < 2, longest <= TableName.longest, dots == 0 || (dot > 0 && dot < length - 1) {
      take(NameList.Entry(start: UInt32(start), length: UInt8(length), dot: UInt8(dot)))
    } else {
      report(start..<position)
    }
    return position
  }

  private mutating func take(_ entry: NameList.Entry) {
    if entry.dot == 0 {
      firstKeyspace = firstKeyspace ?? entry
    } else {
      firstTable = firstTable ?? entry
    }
    names.insert(entry)
  }

  private mutating func report(_ range: Range<Int>) {
    problemCount += 1
    if problems.count < EntitiesError.reported { problems.append(EntityProblem(item: names.text(range))) }
  }

  private mutating func result() throws(EntitiesError) -> Entities {
    if let firstKeyspace, let firstTable {
      problemCount += 1
      problems.append(.mixed(keyspace: names.text(firstKeyspace), table: names.text(firstTable)))
    } else if problems.isEmpty, names.count == 0, hasComma {
      problemCount += 1
      problems.append(.namesNothing)
    }
    guard problems.isEmpty else { throw EntitiesError(problems: problems, total: problemCount) }
    if firstTable != nil { return .tables(names) }
    return firstKeyspace != nil ? .keyspaces(names) : .all
  }

  private enum Kind: UInt8 {
    case name, dot, separator, other

    /// Separators are commas and the blanks of Go's `\s`.
    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: " "), 0x09, 0x0a, 0x0c, 0x0d: self = .separator
      case UInt8(ascii: "."): self = .dot
      default: self = TableName.allows(byte) ? .name : .other
      }
    }
  }

  /// By byte: looking it up is several times faster than comparing.
  private static let kinds = (UInt8.min...UInt8.max).map(Kind.init)
}
