// SPDX-License-Identifier: Apache-2.0

/// Why a test could not be carried out.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
