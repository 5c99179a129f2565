// SPDX-License-Identifier: Apache-2.0

/// What the parser found next, and where it begins.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case streamEnd
    case alias(String)
    case scalar(YAMLScalarText, anchor: String?)
    case sequenceStart(anchor: String?)
    case mappingStart(anchor: String?)
    case collectionEnd
  }

  var kind: Kind
  var position: SourcePosition
}

/// A scalar as it is written, before it is known to be a number, a word or text.
struct YAMLScalarText {
  var text: String
  /// Neither quoted nor a block: its text decides its type.
  var isPlain = true
  var tag: YAMLTag?
}
