// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Policy

@Suite("Finding")
struct FindingTests {
  @Test(
    "a message is worded as Kubernetes words field errors, and ends with the rule",
    arguments: [
      (.invalid(ShownValue("x")), #"Invalid value: "x": why [rename]"#, .invalid),
      (.wrongType(ShownValue("x")), #"Invalid value: "x": why [rename]"#, .typeInvalid),
      (.notSupported(ShownValue("x")), #"Unsupported value: "x": why [rename]"#, .notSupported),
      (.duplicate(ShownValue("x")), #"Duplicate value: "x": why [rename]"#, .duplicate),
      (.notFound(ShownValue("x")), #"Not found: "x": why [rename]"#, .notFound),
      (.required, "Required value: why [rename]", .required), (.forbidden, "Forbidden: why [rename]", .forbidden),
      (.remark, "why [rename]", .invalid),
      (.unverified("no cache"), "why could not be checked: no cache [rename]", .invalid),
    ] as [(Finding.Problem, String, CauseReason)])
  func messages(problem: Finding.Problem, message: String, reason: CauseReason) {
    let finding = Finding("rename", .deny, at: .spec, problem, "why")
    #expect(finding.message == message)
    #expect(finding.causeReason == reason)
    #expect(finding.isUnverified == (message.contains("could not")))
  }
}
