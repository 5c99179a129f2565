// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A value as a message shows it: JSON, and never longer than a reader can take in.
package struct ShownValue: Sendable, Hashable, CustomStringConvertible {
  /// A user recognises a value by its beginning; a list of a thousand tables would bury the message.
  package static let longest = 80

  package let description: String

  package init(_ text: String) {
    self.init(JSONValue.string(text))
  }

  package init(_ value: JSONValue) {
    let text = String(decoding: value.rawBytes, as: UTF8.self)
    // Characters are never more than bytes, and cost more to count.
    guard text.utf8.count > ShownValue.longest, text.count > ShownValue.longest else {
      description = text
      return
    }
    description = text.prefix(ShownValue.longest) + (value.kind == .string ? "…\"" : "…")
  }
}
