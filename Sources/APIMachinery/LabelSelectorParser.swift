// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// Reads a label selector, and words what it cannot read as the API server does.
struct LabelSelectorParser {
  private static let marks: Set<Character> = ["=", "!", "(", ")", ",", "<", ">"]
  private static let operators = "'=', '!=', '==', 'in', notin'"

  /// What is left, as tokens: words, and marks of one or two characters.
  private var tokens: ArraySlice<String>

  init(_ text: String) {
    var tokens: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if Self.marks.contains(first) {
        let token = ["==", "!="].first(where: rest.hasPrefix) ?? String(first)
        tokens.append(token)
        rest = rest.dropFirst(token.count)
      } else {
        let word = rest.prefix { !$0.isWhitespace && !Self.marks.contains($0) }
        tokens.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    self.tokens = tokens[...]
  }

  private var next: String { tokens.first ?? "" }

  private static func isWord(_ token: String) -> Bool { token.first.map { !marks.contains($0) } ?? false }

  mutating func requirements() throws(SelectorError) -> [LabelSelector.Requirement] {
    guard !tokens.isEmpty else { return [] }
    var requirements: [LabelSelector.Requirement] = []
    while true {
      guard Self.isWord(next) || next == "!" else {
        let expected = requirements.isEmpty ? "!, identifier, or 'end of string'" : "identifier after ','"
        throw SelectorError(message: "found '\(next)', expected: \(expected)")
      }
      requirements.append(try requirement())
      guard let mark = tokens.popFirst() else { return requirements }
      guard mark == "," else {
        throw SelectorError(message: "found '\(mark)', expected: ',' or 'end of string'")
      }
    }
  }

  private mutating func requirement() throws(SelectorError) -> LabelSelector.Requirement {
    let isNegated = next == "!"
    if isNegated { tokens.removeFirst() }
    guard Self.isWord(next) else { throw failure("found '\(next)', expected: identifier") }
    let key = tokens.removeFirst()
    if isNegated { return LabelSelector.Requirement(key: key, condition: .isAbsent) }
    return LabelSelector.Requirement(key: key, condition: try condition(of: key))
  }

  private mutating func condition(of key: String) throws(SelectorError) -> LabelSelector.Requirement.Condition {
    let token = next
    switch token {
    case "", ",": return .exists
    case "=", "==", "!=":
      tokens.removeFirst()
      let value = Self.isWord(next) ? tokens.removeFirst() : ""
      try check([value], of: key)
      return token == "!=" ? .isNoneOf([value]) : .isOneOf([value])
    case "in", "notin":
      tokens.removeFirst()
      let values = try values()
      try check(values, of: key)
      return token == "in" ? .isOneOf(values) : .isNoneOf(values)
    case "<", ">": throw failure("'\(token)' is not supported by this API server")
    default: throw failure("found '\(token)', expected: \(Self.operators)")
    }
  }

  /// `(a,b)`; between commas there may be nothing, which stands for the empty value.
  private mutating func values() throws(SelectorError) -> [String] {
    guard next == "(" else { throw failure("found '\(next)' expected: '('") }
    tokens.removeFirst()
    var values = [""]
    while let token = tokens.popFirst() {
      switch token {
      case ")": return values
      case ",": values.append("")
      case _ where Self.isWord(token) && values.last == "": values[values.count - 1] = token
      default: throw failure("found '\(token)', expected: ',' or ')'")
      }
    }
    throw failure("found '', expected: ',' or ')'")
  }

  private func check(_ values: [String], of key: String) throws(SelectorError) {
    for value in values {
      guard let problem = NameSyntax.labelValueProblems(value).first else { continue }
      throw failure("invalid label value: \"\(PlainText.line(value, longest: 300))\": at key: \"\(key)\": \(problem)")
    }
  }

  private func failure(_ problem: String) -> SelectorError {
    SelectorError(message: "unable to parse requirement: \(problem)")
  }
}
