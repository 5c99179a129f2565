// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import KubeModel
import Policy

/// `ID=VERDICT` of `--rule`.
struct RuleSetting: Equatable, Sendable {
  var rule: RuleID
  var setting: Enforcement.Setting

  init(parsing text: String) throws(RuleSettingError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let setting = Enforcement.Setting(rawValue: parts[1]) else { throw .form(text) }
    guard let description = Catalogue.description(of: RuleID(parts[0])) else {
      throw .unknown(parts[0], meant: Suggestion.nearest(to: parts[0], among: Catalogue.descriptions.map(\.id.name)))
    }
    rule = description.id
    self.setting = setting
  }
}

extension RuleSetting {
  /// Turns an argument into a setting, with our own words where it is none.
  static func argument(_ text: String) throws -> RuleSetting {
    do {
      return try RuleSetting(parsing: text)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

extension Enforcement {
  init(_ settings: [RuleSetting]) {
    self.init()
    for setting in settings { self[setting.rule] = setting.setting }
  }
}
