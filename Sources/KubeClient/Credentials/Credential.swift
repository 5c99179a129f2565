// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// What one request proves its sender with.
struct Credential: Sendable, Equatable {
  /// The value of the field `Authorization`.
  var authorization: Secret?
  /// PEM, in the place of the connection's own.
  var certificate: String?
  var key: Secret?

  /// - Parameter source: what to call the token's origin in an error.
  static func bearer(_ token: String, from source: String) throws(ConfigurationError) -> Secret {
    // A line break would begin another field.
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      let fault = token.isEmpty ? "is empty" : "has a character that no header field may have"
      throw ConfigurationError("\(source): the token \(fault)")
    }
    return Secret("Bearer \(token)")
  }

  static func basic(user: String, password: Secret) -> Secret {
    Secret("Basic \(Data("\(user):\(password.text)".utf8).base64EncodedString())")
  }
}
