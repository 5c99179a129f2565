// SPDX-License-Identifier: Apache-2.0

/// Cuts a file into its objects, which may follow each other with or without white space. Braces outside of strings
/// decide, so a mistake inside one object does not hide the ones behind it.
struct JSONStream {
  private var texts: [Result<DocumentText, Problem>] = []
  private var position = SourcePosition.start

  /// Stops behind `limit` documents, one of them too many.
  static func split(_ file: ArraySlice<UInt8>, limit: Int) -> [Result<DocumentText, Problem>] {
    var stream = JSONStream()
    var rest = file
    while stream.texts.count <= limit && stream.takeObject(from: &rest) {}
    return stream.texts
  }

  /// False at the end, and at anything that is not an object: kubectl reads nothing behind it either.
  private mutating func takeObject(from rest: inout ArraySlice<UInt8>) -> Bool {
    let space = rest.prefix(while: DocumentReader.isSpace)
    position.advance(over: space)
    rest.removeFirst(space.count)
    guard let first = rest.first else { return false }
    guard first == UInt8(ascii: "{") else {
      let message = "expected another JSON object or the end of the file; what follows is not read"
      texts.append(.failure(Problem(position: position, message: message)))
      return false
    }
    let object = rest[..<JSONStream.endOfObject(rest)]
    texts.append(.success(DocumentText(bytes: object, position: position)))
    position.advance(over: object)
    rest.removeFirst(object.count)
    return true
  }

  /// Behind the brace that closes the first one; the end of the text if none does.
  private static func endOfObject(_ text: ArraySlice<UInt8>) -> Int {
    var depth = 0
    var isString = false
    var isEscaped = false
    for (offset, byte) in zip(text.indices, text) {
      if isString {
        isString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isString = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: continue
      }
      if depth == 0 { return offset + 1 }
    }
    return text.endIndex
  }
}
