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
    var position = 0
    while position < bytes.count {
      if Self.separates(bytes[position]) {
        hasComma = hasComma || bytes[position] == UInt8(ascii: ",")
        position += 1
      } else {
        position = readItem(bytes, from: position)
      }
    }
    return try result()
  }

  /// Gives the place after the item.
  private mutating func readItem(_ bytes: [UInt8], from start: Int) -> Int {
    var hash = NameHash(seed: NameHash.seed)
    var position = start
    var dots = 0
    var dot = 0
    var isClean = true
    while position < bytes.count, !Self.separates(bytes[position]) {
      let byte = bytes[position]
      if byte == UInt8(ascii: ".") {
        dots += 1
        dot = position - start
      } else if !TableName.allows(byte) {
        isClean = false
      }
      hash.add(byte)
      position += 1
    }
    let length = position - start
    let longest = max(dots == 0 ? length : dot, dots == 0 ? 0 : length - dot - 1)
    if isClean, dots < 2, longest <= TableName.longest, dots == 0 || (dot > 0 && dot < length - 1) {
      take(NameList.Entry(start: UInt32(start), length: UInt8(length), dot: UInt8(dot)), hash: hash.finish())
    } else {
      report(start..<position)
    }
    return position
  }

  private mutating func take(_ entry: NameList.Entry, hash: UInt64) {
    if entry.dot == 0 {
      firstKeyspace = firstKeyspace ?? entry
    } else {
      firstTable = firstTable ?? entry
    }
    names.insert(entry, hash: hash)
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

  /// Blanks (those of Go's `\s`) and commas.
  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: " "), 0x09, 0x0a, 0x0c, 0x0d: true
    default: false
    }
  }
}
