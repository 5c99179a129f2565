// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy
import Testing

@testable import Command

@Suite("A line of the sandbox about a backup or restore")
struct OperationViewTests {
  private func view(_ status: String, kind: SubjectKind = .backup) throws -> OperationView? {
    let text = #"{"metadata":{"name":"nightly","namespace":"n"},"status":\#(status)}"#
    return OperationView(kind, KubeObject(try JSONValue(parsing: Array(text.utf8))))
  }

  @Test("it has a bar as long as the progress, and who coordinates")
  func bar() throws {
    let status = #"{"condition":{"type":"RUNNING"},"progress":"40%","coordinatorMember":"c-dc1-rack1-0"}"#
    let view = try #require(try view(status))
    #expect(view.bar == "backup nightly  RUNNING  [########------------]  40 %  c-dc1-rack1-0")
    #expect(view.isGoingOn)
  }

  @Test(
    "a progress that is no percentage is none",
    arguments: [#""""#, #""x""#, "7", #""-3%""#, "null", #"{"a":1}"#])
  func noProgress(progress: String) throws {
    let view = try #require(try view(#"{"condition":{"type":"RUNNING"},"progress":\#(progress)}"#, kind: .restore))
    #expect(view.bar.hasPrefix("restore nightly  RUNNING  [--------------------]   0 %"))
  }

  @Test("one beyond its end is full")
  func full() throws {
    #expect(try #require(try view(#"{"condition":{"type":"RUNNING"},"progress":"250%"}"#)).bar.contains("] 100 %"))
  }

  @Test("its end is news, and no bar", arguments: ["COMPLETED", "FAILED", "UNKNOWN"])
  func ended(state: String) throws {
    let view = try #require(try view(#"{"condition":{"type":"\#(state)"}}"#))
    #expect(view.news == "backup nightly is \(state)")
    #expect(!view.isGoingOn)
  }

  @Test("without a state there is nothing to tell", arguments: ["{}", "null", #"{"condition":{"type":"ODD"}}"#])
  func stateless(status: String) throws { #expect(try view(status) == nil) }
}
