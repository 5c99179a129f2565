// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

extension YAMLScalar {
  /// Throws the sentence that says why text and tag contradict each other.
  init(_ scalar: YAMLScalarText) throws(YAMLTagMismatch) {
    switch scalar.tag {
    case nil: self = scalar.isPlain ? YAMLScalar(plain: scalar.text) : .string(scalar.text)
    case .string, .other: self = .string(scalar.text)
    case .merge: self = scalar.text == "<<" ? .merge : .string(scalar.text)
    case .binary: self = .string(try YAMLScalar.decodedBase64(scalar.text))
    case .some(let tag): self = try YAMLScalar.resolved(scalar.text, as: tag)
    }
  }

  /// A plain scalar without a tag.
  init(plain text: String) {
    self = YAMLScalar.words[text] ?? YAMLNumber.value(of: text) ?? .string(text)
  }

  private static func resolved(_ text: String, as tag: YAMLTag) throws(YAMLTagMismatch) -> YAMLScalar {
    let value = YAMLScalar(plain: text)
    switch (tag, value) {
    case (.null, .null), (.boolean, .boolean), (.float, .float), (.integer, .integer), (.integer, .unsigned):
      return value
    case (.float, .integer(let number)):
      return .float(Double(number))
    case (.float, .unsigned(let number)):
      return .float(Double(number))
    // The value may be a secret, and errors are logged.
    default:
      throw YAMLTagMismatch(message: "the value is \(value.typeName), not \(tag.rawValue)")
    }
  }

  /// Bytes that are no UTF-8 become replacement characters, as they do in Go.
  private static func decodedBase64(_ text: String) throws(YAMLTagMismatch) -> String {
    let digits = text.filter { !$0.isNewline }
    guard let data = Data(base64Encoded: digits) else {
      throw YAMLTagMismatch(message: "!!binary needs base64 (RFC 4648, with padding)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Exactly these spellings; `yEs` is text.
  private static let words: [String: YAMLScalar] = {
    var words: [String: YAMLScalar] = ["<<": .merge]
    let meanings: [(YAMLScalar, [String])] = [
      (.null, ["", "~", "null", "Null", "NULL"]),
      (.boolean(true), ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]),
      (.boolean(false), ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]),
      (.float(.nan), [".nan", ".NaN", ".NAN"]),
      (.float(.infinity), [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]),
      (.float(-.infinity), ["-.inf", "-.Inf", "-.INF"]),
    ]
    for (meaning, spellings) in meanings {
      for spelling in spellings {
        words[spelling] = meaning
      }
    }
    return words
  }()
}

/// A scalar's text is not what its tag promises.
struct YAMLTagMismatch: Error {
  var message: String
}
