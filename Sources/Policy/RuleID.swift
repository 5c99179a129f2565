// SPDX-License-Identifier: Apache-2.0

/// The name of a rule, the same in an answer's cause, a lint finding, a condition's reason and on the command line.
package struct RuleID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let name: String

  package init(_ name: String) {
    self.name = name
  }

  package init(stringLiteral name: StringLiteralType) {
    self.name = name
  }

  package var description: String { name }
}
