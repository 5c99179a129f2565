// SPDX-License-Identifier: Apache-2.0

/// Why a document, or the rest of its file, cannot be read.
package struct DocumentError: Error, Sendable, Hashable {
  package let file: String
  package let position: SourcePosition
  /// One sentence without the place.
  package let message: String

  package init(file: String, position: SourcePosition, message: String) {
    self.file = file
    self.position = position
    self.message = message
  }
}

extension DocumentError: CustomStringConvertible {
  package var description: String { "\(file):\(position): \(message)" }
}
