// SPDX-License-Identifier: Apache-2.0

/// Why `serve` does not start.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
