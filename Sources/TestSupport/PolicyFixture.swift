// SPDX-License-Identifier: Apache-2.0
import Backups
package import Documents
private import FoundationEssentials
package import KubeModel
package import Policy

/// An example of a rule: a manifest whose last document is judged, in the surroundings of those before it. One of them
/// that has the same kind, namespace and name is what the object was before.
///
/// What is expected stands in the comments at the head of the file:
///
///     # expect: deny spec.entities entities-subset     one line for each finding of the rule
///     # message: Invalid value: …                      the exact text of the finding before
///     # rule: entities-subset=warn                     as with `--rule`
///     # facts: none                                    nothing is known of the surroundings
///     # author: alice                                  who asks for the object, nobody unless said otherwise
///     # may-read: alice cassandra/keys                 a Secret that somebody may read
///     # now: 2026-11-22T12:00:00Z                      the time, this one unless said otherwise
package struct PolicyFixture: Sendable, CustomStringConvertible {
  package struct Expectation: Sendable, Equatable {
    package var severity: Severity
    package var path: String
    /// Nil where any text will do.
    package var message: String?
  }

  /// The name of the folder.
  package let rule: RuleID
  /// Of the file: `deny-prefix.yaml`.
  package let name: String
  package let documents: [SourceDocument]
  package private(set) var expected: [Expectation] = []
  package private(set) var enforcement = Enforcement()
  package private(set) var hasFacts = true
  package private(set) var author: Author?
  /// The Secrets that somebody may read, by username.
  package private(set) var readable: [String: Set<ObjectKey>] = [:]
  package private(set) var now: Instant

  package var description: String { "\(rule)/\(name)" }

  package init(rule: RuleID, name: String, text: String) throws {
    self.rule = rule
    self.name = name
    documents = try DocumentReader.documents(in: Array(text.utf8), file: "\(rule)/\(name)")
      .flatMap { try $0.get().flattened }
    now = try Instant(parsing: "2026-11-22T12:00:00Z")
    for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("#") }) {
      guard let colon = line.firstRange(of: ": ") else { continue }
      try read(line[..<colon.lowerBound].dropFirst(2), String(line[colon.upperBound...]))
    }
  }

  private mutating func read(_ name: Substring, _ value: String) throws {
    switch name {
    case "expect": expected.append(try expectation(value))
    case "message" where !expected.isEmpty: expected[expected.count - 1].message = value
    case "rule": try set(value)
    case "facts": hasFacts = value != "none"
    case "author": author = Author(username: value)
    case "may-read": try allow(value)
    case "now": now = try Instant(parsing: value)
    default: break
    }
  }

  /// A path may contain blanks.
  private func expectation(_ text: String) throws -> Expectation {
    let words = text.split(separator: " ")
    guard words.count > 2, let severity = Severity(rawValue: String(words[0])), words[words.count - 1] == rule.name
    else {
      throw PolicyFixtureError(fixture: description, line: text)
    }
    return Expectation(severity: severity, path: words.dropFirst().dropLast().joined(separator: " "))
  }

  private mutating func allow(_ text: String) throws {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "/" }).map(String.init)
    guard words.count == 3 else { throw PolicyFixtureError(fixture: description, line: text) }
    readable[words[0], default: []].insert(ObjectKey(namespace: words[1], name: words[2]))
  }

  private mutating func set(_ text: String) throws {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 2, let setting = Enforcement.Setting(rawValue: parts[1]) else {
      throw PolicyFixtureError(fixture: description, line: text)
    }
    enforcement[RuleID(parts[0])] = setting
  }
}

/// A line in the head of a fixture that cannot be read.
package struct PolicyFixtureError: Error, Sendable {
  package var fixture: String
  package var line: String
}
