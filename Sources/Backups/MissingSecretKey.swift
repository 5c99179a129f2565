// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A key that a secret should have, and the key that was perhaps meant for it.
package struct MissingSecretKey: InvalidValue {
  package let provider: Provider
  package let key: SecretKey
  /// A key of the secret that is the same but for letter case and punctuation.
  package let lookalike: String?

  package var message: String {
    var text = "needs the key \(key.name)"
    switch key.need {
    case .with(let other): text += ", since it has \(other)"
    case .always, .never: text += " for \(provider.rawValue)"
    }
    if let lookalike { text += " (did you mean it by \(lookalike.quoted)?)" }
    return text
  }

  /// `AWS_ACCESS_KEY_ID` for `awsaccesskeyid`; the first in the order of the alphabet.
  static func lookalike(of name: String, in present: Set<String>) -> String? {
    present.filter { $0.lowercased().filter { $0.isLetter || $0.isNumber } == name }.min()
  }
}
