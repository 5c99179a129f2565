// SPDX-License-Identifier: Apache-2.0

/// Why a selector is not one, in the words of the API server, which answers 400 `BadRequest` with them.
package struct SelectorError: Error, Sendable, Equatable, CustomStringConvertible {
  package let message: String

  package var description: String { message }
}
