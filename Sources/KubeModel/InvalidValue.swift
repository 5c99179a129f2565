// SPDX-License-Identifier: Apache-2.0

/// What is wrong with something a person wrote.
///
/// `message` is a clause that fits behind `Invalid value: "x": `: it says what is wrong and what would be right, and
/// repeats at most a short piece of what was written, with control characters made visible.
package protocol InvalidValue: Error, Equatable, Sendable, CustomStringConvertible {
  var message: String { get }
}

extension InvalidValue {
  package var description: String { message }
}
