// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Walks a JSON text that is known to be valid, and notes the place of each value and the members written twice.
struct JSONPlaces {
  private struct OpenContainer {
    let isObject: Bool
    var index = 0
    /// Of an object's member: its name is read, its value is due.
    var name: String?
    var namePosition = SourcePosition.start
    var names: Set<[UInt8]> = []
  }

  private let text: ArraySlice<UInt8>
  private var offset: Int
  private var position: SourcePosition
  private var open: [OpenContainer] = []
  private var tree = DocumentTree()

  /// `start`: the place of the text's first byte.
  static func tree(of text: ArraySlice<UInt8>, from start: SourcePosition) -> DocumentTree {
    var walk = JSONPlaces(text: text, start: start)
    while walk.offset < text.endIndex {
      walk.readToken()
    }
    return walk.tree
  }

  private init(text: ArraySlice<UInt8>, start: SourcePosition) {
    self.text = text
    offset = text.startIndex
    position = start
  }

  private mutating func readToken() {
    switch text[offset] {
    case UInt8(ascii: "{"): openContainer(isObject: true)
    case UInt8(ascii: "["): openContainer(isObject: false)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      open.removeLast()
      advance(to: offset + 1)
    case UInt8(ascii: ","):
      open[open.count - 1].index += 1
      open[open.count - 1].name = nil
      advance(to: offset + 1)
    case UInt8(ascii: "\""): readString()
    case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      advance(to: offset + 1)
    default:
      tree.positions.append(position)
      advance(to: text[offset...].firstIndex(where: JSONPlaces.endsWord) ?? text.endIndex)
    }
  }

  /// What a member holds is found by its name, unless there is a text to point at.
  private mutating func openContainer(isObject: Bool) {
    let name = open.last.flatMap { $0.name == nil ? nil : $0.namePosition }
    tree.positions.append(name ?? position)
    open.append(OpenContainer(isObject: isObject))
    advance(to: offset + 1)
  }

  private mutating func readString() {
    let end = endOfString()
    if let last = open.last, last.isObject, last.name == nil {
      readName(text[offset..<end])
    } else {
      tree.positions.append(position)
    }
    advance(to: end)
  }

  private mutating func readName(_ quoted: ArraySlice<UInt8>) {
    let name = JSONPlaces.decoded(quoted)
    open[open.count - 1].name = name
    open[open.count - 1].namePosition = position
    if !open[open.count - 1].names.insert(Array(name.utf8)).inserted {
      tree.notes.append(DocumentNote(kind: .duplicateMember, position: position, path: path))
    }
  }

  private var path: FieldPath {
    FieldPath(steps: open.map { $0.isObject ? FieldPath.Step(named: $0.name ?? "") : .index($0.index) })
  }

  private static func decoded(_ quoted: ArraySlice<UInt8>) -> String {
    guard quoted.contains(UInt8(ascii: "\\")) else {
      return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
    return (try? JSONValue(parsing: Array(quoted)))?.string ?? ""
  }

  /// Behind the closing quote.
  private func endOfString() -> Int {
    var end = offset + 1
    while end < text.endIndex, text[end] != UInt8(ascii: "\"") {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(end + 1, text.endIndex)
  }

  private mutating func advance(to end: Int) {
    position.advance(over: text[offset..<end])
    offset = end
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: " "), UInt8(ascii: "\t"),
      UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      true
    default: false
    }
  }
}
