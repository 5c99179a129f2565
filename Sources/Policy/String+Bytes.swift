// SPDX-License-Identifier: Apache-2.0

extension String {
  /// Whether both are the same bytes. Swift's `==` also takes the two spellings of an accent for equal, and the Kelvin
  /// sign for a K; Cassandra, object stores and the sidecar do not.
  func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}
