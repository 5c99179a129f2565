// SPDX-License-Identifier: Apache-2.0

/// Why an item of a field is not a range of values.
package enum CronItemError: Error, Sendable, Equatable {
  /// Neither a number nor a name of this field.
  case notAValue(String)
  case tooManyHyphens
  case tooManySlashes
  /// Not a number from 1 on.
  case badStep
  case outOfBounds(Int)
  case backwards(from: Int, to: Int)

  func message(in kind: CronFieldKind) -> String {
    let bounds = "\(kind.bounds.lowerBound) to \(kind.bounds.upperBound)"
    return switch self {
    case .notAValue(let text): Self.notAValue(text, kind, bounds)
    case .tooManyHyphens: "has more than one hyphen: write FROM-TO"
    case .tooManySlashes: "has more than one slash: write RANGE/STEP"
    case .badStep: "the step after the slash must be a number from 1 on"
    case .outOfBounds(7) where kind == .dayOfWeek: "7 is not a day of the week here: Sunday is 0"
    case .outOfBounds(24) where kind == .hour: "24 is not an hour: midnight is 0"
    case .outOfBounds(let value): "\(value) is out of bounds: \(kind.rawValue) is \(bounds)"
    case .backwards(let from, let to): "begins at \(from), after its end at \(to): write two ranges with a comma"
    }
  }

  private static func notAValue(_ text: String, _ kind: CronFieldKind, _ bounds: String) -> String {
    let names = kind.names.isEmpty ? "" : " or a name such as \(kind.names[0])"
    if text.isEmpty { return "lacks a value: \(kind.rawValue) is \(bounds)\(names)" }
    let problem = "\(text.quoted) is not a value"
    if let name = meant(by: text, kind) { return "\(problem), did you mean \(name)?" }
    if kind == .dayOfMonth || kind == .dayOfWeek, text.contains(where: { "lLwW#".contains($0) }) {
      return "\(problem): L, W and # do not exist here"
    }
    return "\(problem): \(kind.rawValue) is \(bounds)\(names)"
  }

  /// `Sunday` and `janx` begin with the name that is meant.
  private static func meant(by text: String, _ kind: CronFieldKind) -> String? {
    guard text.utf8.count > 3, text.allSatisfy(\.isLetter) else { return nil }
    return kind.names.first { text.lowercased().hasPrefix($0) }
  }
}
