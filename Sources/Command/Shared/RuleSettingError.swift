// SPDX-License-Identifier: Apache-2.0

/// Why a text sets no rule.
enum RuleSettingError: Error, CustomStringConvertible {
  case form(String)
  case unknown(String, meant: String?)

  var description: String {
    switch self {
    case .form(let text): "\"\(text)\" is not RULE=deny, RULE=warn or RULE=off"
    case .unknown(let name, let meant):
      "there is no rule \"\(name)\"" + (meant.map { ", did you mean \($0)?" } ?? "; cassette explain lists them")
    }
  }
}
