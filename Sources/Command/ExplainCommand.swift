// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import KubeModel
import Policy

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a rule finds, and why; without a name, list all rules.",
    discussion: """
      EXAMPLES
        cassette explain
        cassette explain entities-subset
      """)

  @Argument(help: "The name of a rule, as it stands in brackets at the end of a message.")
  var rule: String?

  func run() throws {
    guard let rule else {
      for description in Catalogue.descriptions { print(ExplainCommand.line(description)) }
      return
    }
    guard let description = Catalogue.description(of: RuleID(rule)) else {
      let meant = Suggestion.nearest(to: rule, among: Catalogue.descriptions.map(\.id.name))
      throw ValidationError("\(RuleSettingError.unknown(rule, meant: meant))")
    }
    print(ExplainCommand.page(description))
  }

  private static func line(_ rule: RuleDescription) -> String {
    let name = rule.id.name.padding(to: 24)
    return name + rule.severity.rawValue.padding(to: 6) + summary(rule)
  }

  /// The first sentence.
  static func summary(_ rule: RuleDescription) -> String {
    rule.sentence.split(separator: ". ").first.map(String.init) ?? ""
  }

  private static func page(_ rule: RuleDescription) -> String {
    """
    \(rule.id)

    \(rule.sentence)

    Judges   \(rule.kinds.map(\.rawValue).joined(separator: ", ")), by \(rule.scope.rawValue)
    Verdict  \(rule.severity.rawValue), unless --rule \(rule.id)=deny, warn or off says otherwise
    """
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
