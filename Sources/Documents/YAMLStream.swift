// SPDX-License-Identifier: Apache-2.0

/// Cuts a file into documents at lines that begin with `---`, before any YAML is parsed. So does kubectl, and so one
/// broken document does not hide the ones behind it.
struct YAMLStream {
  private var texts: [Result<DocumentText, Problem>] = []
  private var current: DocumentText
  /// Behind a separator that is none: where its document ends nobody knows before the next one.
  private var isSkipping = false

  /// Stops behind `limit` documents, one of them too many.
  static func split(_ file: ArraySlice<UInt8>, limit: Int) -> [Result<DocumentText, Problem>] {
    var stream = YAMLStream(current: DocumentText(bytes: file.prefix(0), position: .start))
    var start = file.startIndex
    var line = 1
    while start < file.endIndex && stream.texts.count <= limit {
      let end = file[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? file.endIndex
      stream.take(file[start..<end], of: file, line: line)
      start = end
      line += 1
    }
    stream.finishDocument()
    return stream.texts
  }

  private init(current: DocumentText) {
    self.current = current
  }

  private mutating func take(_ line: ArraySlice<UInt8>, of file: ArraySlice<UInt8>, line number: Int) {
    guard line.starts(with: "---".utf8) else {
      current.bytes = file[current.bytes.startIndex..<line.endIndex]
      return
    }
    finishDocument()
    let start = SourcePosition(line: number + 1, column: 1)
    current = DocumentText(bytes: file[line.endIndex..<line.endIndex], position: start)
    let rest = line.dropFirst(3).first { !DocumentReader.isSpace($0) }
    isSkipping = rest != nil && rest != UInt8(ascii: "#")
    if isSkipping {
      let message = "only a comment may follow `---` on its line; the document behind it is not read"
      texts.append(.failure(Problem(position: SourcePosition(line: number, column: 4), message: message)))
    }
  }

  private mutating func finishDocument() {
    guard !isSkipping, !current.bytes.allSatisfy(DocumentReader.isSpace) else { return }
    var text = current
    // libyaml would count the mark as indentation.
    if text.bytes.starts(with: "\u{feff}".utf8) { text.bytes.removeFirst(3) }
    texts.append(.success(text))
  }
}
