// SPDX-License-Identifier: Apache-2.0
import Policy
import Testing

@testable import Command

@Suite("--rule")
struct RuleSettingTests {
  @Test("each rule takes each verdict", arguments: Enforcement.Setting.allCases)
  func all(_ setting: Enforcement.Setting) throws {
    for rule in Catalogue.descriptions {
      let parsed = try RuleSetting(parsing: "\(rule.id)=\(setting.rawValue)")
      #expect(parsed.rule == rule.id && parsed.setting == setting)
    }
  }

  @Test(
    "anything else is refused",
    arguments: ["", "=", "bandwidth", "bandwidth=", "bandwidth=DENY", "bandwidth=deny ", "=deny", "bandwidth=deny=off"])
  func refused(_ text: String) {
    #expect(throws: RuleSettingError.self) { try RuleSetting(parsing: text) }
  }

  @Test("of several settings of one rule the last counts")
  func last() throws {
    let enforcement = Enforcement(try ["bandwidth=off", "bandwidth=warn"].map(RuleSetting.init(parsing:)))
    #expect(enforcement["bandwidth"] == .warn)
    #expect(enforcement["duration"] == nil)
  }
}
