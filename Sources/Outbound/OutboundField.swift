// SPDX-License-Identifier: Apache-2.0

/// A header field. Names are compared without regard to case.
package struct OutboundField: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension [OutboundField] {
  /// The value of the first field of this name.
  package subscript(name: String) -> String? {
    first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
