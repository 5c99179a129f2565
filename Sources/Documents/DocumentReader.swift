// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Reads the objects of a manifest file as kubectl does (tried with kubectl 1.32): JSON if the first character is `{`,
/// otherwise YAML. What cannot be read is an item of the result, and the reading goes on behind it where that is safe.
package enum DocumentReader {
  /// The file's documents in their order, empty ones left out. `file` is a name for people; nothing is opened.
  package static func documents(
    in bytes: [UInt8], file: String, limits: DocumentLimits = DocumentLimits()
  ) -> [Result<SourceDocument, DocumentError>] {
    read(bytes, limits: limits).map { result in
      result
        .map { SourceDocument(file: file, value: $0.value, tree: $0.tree) }
        .mapError { DocumentError(file: file, position: $0.position, message: $0.message) }
    }
  }

  private static func read(_ bytes: [UInt8], limits: DocumentLimits) -> [Result<ReadDocument, Problem>] {
    if let problem = problem(of: bytes, limits: limits) { return [.failure(problem)] }
    let isJSON = bytes.first { !isSpace($0) } == UInt8(ascii: "{")
    let texts =
      isJSON
      ? JSONStream.split(bytes[...], limit: limits.documents) : YAMLStream.split(bytes[...], limit: limits.documents)
    guard texts.count <= limits.documents else {
      let message = "the file has more than \(limits.documents) documents; split it"
      return [.failure(Problem(position: .start, message: message))]
    }
    return texts.flatMap { (text) -> [Result<ReadDocument, Problem>] in
      switch text {
      case .failure(let problem): return [.failure(problem)]
      case .success(let text):
        return isJSON ? [readJSON(text, limits: limits)] : YAMLReader.read(text, limits: limits)
      }
    }
  }

  private static func readJSON(_ text: DocumentText, limits: DocumentLimits) -> Result<ReadDocument, Problem> {
    Result { () throws(Problem) in try ReadDocument(json: text, limits: limits) }
  }

  /// With the whole file.
  private static func problem(of bytes: [UInt8], limits: DocumentLimits) -> Problem? {
    guard bytes.count <= limits.fileBytes else {
      let message = "the file has \(bytes.count) bytes; at most \(limits.fileBytes) are read"
      return Problem(position: .start, message: message)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      var position = SourcePosition.start
      position.advance(over: bytes[..<error.byteOffsets.lowerBound])
      return Problem(position: position, message: "the file is not UTF-8 here; save it as UTF-8")
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), 0x09...0x0D: true
    default: false
    }
  }
}
