// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The URL of an API server: `https://10.0.0.1:6443`, maybe with a path below which the API is found.
package struct ServerURL: Sendable, Hashable, CustomStringConvertible {
  /// Without a slash at its end.
  package let description: String

  /// Takes an absolute URL over `http` or `https` without user, query and fragment.
  package init(_ text: String) throws(ConfigurationError) {
    let lower = text.lowercased()
    let scheme = ["https://", "http://"].first(where: lower.hasPrefix)
    var rest = text.utf8.dropFirst(scheme?.utf8.count ?? 0)
    while rest.last == UInt8(ascii: "/") { rest.removeLast() }
    let isPlain = rest.allSatisfy { (0x21...0x7E).contains($0) && !"@?#\\\"<>".utf8.contains($0) }
    guard let scheme, let first = rest.first, first != UInt8(ascii: "/"), isPlain else {
      // What stands before an @ may be a password.
      let shown = text.contains("@") ? "what is written there" : "\"\(PlainText.line(text, longest: 100))\""
      throw ConfigurationError(
        "\(shown) is not the URL of an API server, as https://10.0.0.1:6443 is, without user, query or fragment")
    }
    description = scheme + String(Substring(rest))
  }

  package var isEncrypted: Bool { description.hasPrefix("https://") }
}
