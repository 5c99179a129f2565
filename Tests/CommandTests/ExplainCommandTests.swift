// SPDX-License-Identifier: Apache-2.0
import Policy
import Testing

@Suite("cassette explain and version")
struct ExplainCommandTests {
  @Test("without a name all rules are listed, a line each")
  func all() throws {
    let result = try Program.run("explain")
    #expect(result.status == 0)
    #expect(result.lines.count == Catalogue.descriptions.count)
    for (line, rule) in zip(result.lines, Catalogue.descriptions) {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      #expect(words.prefix(2).map(String.init) == [rule.id.name, rule.severity.rawValue])
      #expect(words.count > 2)
    }
  }

  @Test("every rule has a page", arguments: Catalogue.descriptions.map(\.id.name))
  func one(_ name: String) throws {
    let result = try Program.run("explain", name)
    #expect(result.status == 0)
    #expect(result.lines.first == name)
    let rule = try #require(Catalogue.description(of: RuleID(name)))
    #expect(result.output.contains(rule.sentence))
    #expect(result.output.contains("Judges   "))
    #expect(result.output.contains("Verdict  \(rule.severity.rawValue), unless --rule \(name)=deny, warn or off"))
  }

  @Test("an unknown name is answered with the nearest one")
  func unknown() throws {
    let result = try Program.run("explain", "entity-subset")
    #expect(result.status != 0)
    #expect(result.output == "")
    #expect(result.errors.contains(#"there is no rule "entity-subset", did you mean entities-subset?"#))
    #expect(try Program.run("explain", "xyzzyxyzzy").errors.contains("cassette explain lists them"))
  }

  @Test("the version, as a subcommand and as a flag")
  func version() throws {
    let result = try Program.run("version")
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /cassette \d+\.\d+\.\d+\n/) != nil)
    #expect(try Program.run("--version").output == result.output.dropFirst("cassette ".count))
  }

  @Test(
    "help has examples",
    arguments: [["serve"], ["lint"], ["schedule"], ["explain"], ["certs"], ["certs", "init"], ["version"], []])
  func help(_ command: [String]) throws {
    let result = try Program.run(Program.executable, command + ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLE"))
    #expect(result.output.contains("\n  cassette " + command.joined(separator: " ")))
  }
}
