// SPDX-License-Identifier: Apache-2.0
private import CYAML

/// libyaml's parser over one text: the only file that calls libyaml.
///
/// It is a little wider than kubectl's: it takes `\/` in double quotes, as JSON and YAML 1.2 do.
///
/// The C struct points into itself, so it lives where it was allocated, beside a copy of the text that it reads from.
struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>
  /// Of the text's first byte in its file.
  private let firstLine: Int

  /// `text` is valid UTF-8.
  init(_ text: ArraySlice<UInt8>, firstLine: Int) throws(Problem) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw Problem(position: SourcePosition(line: firstLine, column: 1), message: YAMLParser.outOfMemory)
    }
    self.parser = parser
    self.text = .allocate(capacity: text.count)
    self.firstLine = firstLine
    _ = self.text.initialize(from: text)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, self.text.baseAddress, self.text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// After a problem or the end of the stream there is nothing more to ask for.
  mutating func next() throws(Problem) -> YAMLEvent {
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
      defer { yaml_event_delete(&event) }
      if let kind = YAMLParser.kind(of: event) {
        return YAMLEvent(kind: kind, position: position(of: event.start_mark))
      }
    }
  }

  /// Nil for what carries no news.
  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind? {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_STREAM_END_EVENT: .streamEnd
    case YAML_ALIAS_EVENT: .alias(string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: .scalar(scalar(of: event), anchor: string(event.data.scalar.anchor))
    case YAML_SEQUENCE_START_EVENT: .sequenceStart(anchor: string(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT: .mappingStart(anchor: string(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .collectionEnd
    default: nil
    }
  }

  private static func scalar(of event: yaml_event_t) -> YAMLScalarText {
    let scalar = event.data.scalar
    let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return YAMLScalarText(
      text: String(decoding: text, as: UTF8.self), isPlain: scalar.plain_implicit == 1,
      tag: string(scalar.tag).map(YAMLTag.init))
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    text.map { String(cString: $0) }
  }

  private func position(of mark: yaml_mark_t) -> SourcePosition {
    SourcePosition(line: firstLine + mark.line, column: mark.column + 1)
  }
}

// MARK: - Problems

extension YAMLParser {
  private static let outOfMemory = "there is no memory left to read it"

  /// libyaml's reader counts bytes, everything behind it lines and columns.
  private func problem() -> Problem {
    let failed = parser.pointee
    let place: SourcePosition
    switch failed.error {
    case YAML_READER_ERROR: place = position(ofByte: failed.problem_offset)
    case YAML_MEMORY_ERROR: return Problem(position: position(of: failed.mark), message: YAMLParser.outOfMemory)
    default: place = position(of: failed.problem_mark)
    }
    let problem = failed.problem.map { String(cString: $0) } ?? "cannot be read"
    var message = problem
    if let context = failed.context {
      message += " " + String(cString: context)
      let start = position(of: failed.context_mark)
      if failed.error != YAML_READER_ERROR && start != place { message += " that starts at \(start)" }
    }
    if let advice = YAMLParser.advice[problem] { message += ": " + advice }
    return Problem(position: place, message: "not YAML: " + message)
  }

  private func position(ofByte offset: Int) -> SourcePosition {
    var position = SourcePosition(line: firstLine, column: 1)
    for byte in text.prefix(offset) {
      position.advance(over: byte)
    }
    return position
  }

  /// What mostly lies behind the complaints that people meet most.
  private static let advice = [
    "found character that cannot start any token":
      "indent with spaces, not tabs; quote a value that begins with @, ` or %",
    "mapping values are not allowed in this context":
      "quote a value that contains a colon and a space; check the indentation",
    "did not find expected key": "check the indentation",
    "did not find expected '-' indicator": "check the indentation",
    "could not find expected ':'": "a member is written `name: value`",
    "found unexpected end of stream": "a quote or a bracket is not closed",
    "control characters are not allowed": "write them as escapes in double quotes, such as \"\\0\"",
  ]
}
