// SPDX-License-Identifier: Apache-2.0

extension String {
  /// Filled with zeroes on the left.
  package func padded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - utf8.count)) + self
  }
}
