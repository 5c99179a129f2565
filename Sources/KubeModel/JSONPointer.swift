// SPDX-License-Identifier: Apache-2.0

/// A place in a JSON text as somebody has written it (RFC 6901): `/spec/rename/k1.t1`. Whether a step is a name or the
/// number of an element depends on what it is applied to.
package struct JSONPointer: Sendable, Equatable {
  /// Unescaped; empty for the whole text.
  package let steps: [String]
  package let text: String

  /// Nil for what does not begin with a slash, unless it is empty.
  package init?(_ text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    self.text = text
    steps = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { step in
      // In this order, or `~01` would become a slash.
      String(step.replacing("~1", with: "/").replacing("~0", with: "~"))
    }
  }

  /// The value there; nil if a step leads nowhere.
  package func value(in root: JSONValue) -> JSONValue? {
    steps.reduce(root as JSONValue?) { $0?.child($1) }
  }
}

extension JSONValue {
  /// The member of that name, or the element of that number.
  func child(_ step: String) -> JSONValue? {
    kind == .array
      ? JSONValue.index(step).flatMap { index in elements.dropFirst(index).first { _ in true } } : self[step]
  }

  /// RFC 6901, section 4: digits without leading zeros.
  static func index(_ step: String) -> Int? {
    guard step == "0" || !step.hasPrefix("0"), step.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(step)
  }
}
