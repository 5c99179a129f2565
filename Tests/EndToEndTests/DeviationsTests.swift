// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

struct DeviationsTests {
  private static let transcript = """
    $ true
    a

    $ true
    b

    """

  private static func deviations(_ text: String) throws -> Deviations {
    let folder = try TemporaryFolder()
    try folder.write("deviations.txt", text)
    return try Deviations(file: "\(folder.path)/deviations.txt")
  }

  @Test("a step that is otherwise is expected to print what stands here, and its neighbours what they always print")
  func applied() throws {
    let deviations = try Self.deviations("# Of it all.\n\n== case\n# A reason.\n$ true\nc\n\n== other\n# Why.\n$ x\n")
    let transcript = try Transcript(parsing: Self.transcript)
    #expect(try deviations.applied(to: transcript, in: "case").text == "$ true\nc\n\n$ true\nb\n")
    #expect(try deviations.applied(to: transcript, in: "another case") == transcript)
  }

  @Test("a command that comes twice may be otherwise the second time only")
  func secondTime() throws {
    let deviations = try Self.deviations("== case\n# As usual.\n$ true\na\n\n# A reason.\n$ true\nc\n")
    let transcript = try Transcript(parsing: Self.transcript)
    #expect(try deviations.applied(to: transcript, in: "case").text == "$ true\na\n\n$ true\nc\n")
  }

  @Test(
    "a difference that is none, that belongs to no step, or comes in the wrong order is an error",
    arguments: [
      "# A reason.\n$ true\na\n", "# A reason.\n$ false\n", "# 1.\n$ true\nb\n\n# 2.\n$ true\nc\n\n# 3.\n$ true\nd\n",
    ])
  func misplaced(_ section: String) throws {
    let deviations = try Self.deviations("== case\n\(section)")
    #expect(throws: Failure.self) {
      try deviations.applied(to: try Transcript(parsing: Self.transcript), in: "case")
    }
  }

  @Test(
    "a difference without a reason is an error",
    arguments: [
      "== case\n$ true\nc\n", "== case\n#\n$ true\nc\n", "== case cannot pass\n", "== case\n# 1.\n$ true\n$ true\n",
    ])
  func unexplained(_ text: String) {
    #expect(throws: Failure.self) { try Self.deviations(text) }
  }

  @Test("what is recorded keeps the reasons that are known, and asks for the others")
  func recorded() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/deviations.txt"
    try folder.write("deviations.txt", "# Of it all.\n\n== case\n# A reason.\n$ one\nc\n\n# Gone.\n$ three\nd\n")
    let usual = try Transcript(parsing: "$ one\na\n\n$ two\nb\n\n$ two\nc\n")
    let found = try Transcript(parsing: "$ one\nx\n\n$ two\nb\n\n$ two\nz\n")
    #expect(try Deviations(file: file).record(found, insteadOf: usual, in: "case"))
    let expected = """
      # Of it all.

      == case
      # A reason.
      $ one
      x

      # The first time as usual.
      $ two
      b

      #
      $ two
      z

      """
    #expect(try String(contentsOfFile: file, encoding: .utf8) == expected)
    #expect(throws: Failure.self) { try Deviations(file: file) }
  }

  @Test(
    "what this repository lists as otherwise fits its transcripts", arguments: ["differences.txt", "kubectl-1.20.txt"])
  func listed(_ name: String) throws {
    let deviations = try Deviations(file: "\(Repository.tests)/\(name)")
    let cases = CaseFolder.all + CaseFolder.conformance
    #expect(Set(deviations.names).isSubset(of: Set(cases.map(\.name))))
    for one in cases {
      let transcript = try one.read()
      #expect(throws: Never.self) { try deviations.applied(to: transcript, in: one.name) }
    }
  }
}
