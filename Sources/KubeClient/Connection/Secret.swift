// SPDX-License-Identifier: Apache-2.0

/// Text that nobody may see: a token, a password, a key. However it is printed, even by `dump`, it stays hidden.
package struct Secret: Sendable, Hashable {
  /// For what is sent, never for what is shown.
  let text: String

  package init(_ text: String) {
    self.text = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
