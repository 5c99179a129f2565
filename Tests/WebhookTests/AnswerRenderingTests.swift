// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel
import Testing

@testable import Policy
@testable import Webhook

@Suite("A verdict in the words of an answer")
struct AnswerRenderingTests {
  private func deny(_ member: String, _ problem: Finding.Problem = .required, _ detail: String = "say it") -> Finding {
    Finding("a-rule", .deny, at: .spec.member(member), problem, detail)
  }

  private func answer(_ findings: [Finding], name: String = "r", object: String? = nil) throws -> AdmissionAnswer {
    let request = try AdmissionRequest(parsing: Asking.review(name: name, object: object))
    return AnswerRendering.validation(Verdict(findings: findings), of: request, .restore)
  }

  private func status(_ answer: AdmissionAnswer) throws -> Status {
    guard case .denied(let status) = answer.outcome else { throw Asking.Unexpected(what: "allowed") }
    return status
  }

  @Test("one finding is a message as Kubernetes words it")
  func one() throws {
    let status = try status(answer([deny("entities")]))
    #expect(
      status
        == Status(
          code: 422, reason: .invalid,
          message: #"CassandraRestore.db.orange.com "r" is invalid: spec.entities: Required value: say it [a-rule]"#,
          details: StatusDetails(
            group: "db.orange.com", kind: "CassandraRestore", name: "r",
            causes: [.init(reason: .required, message: "Required value: say it [a-rule]", field: "spec.entities")])))
  }

  @Test("several are a list in brackets, and one cause each, in their order")
  func several() throws {
    let status = try status(
      answer([deny("b"), deny("a", .forbidden, "no"), deny("c", .duplicate(ShownValue("x")), "y")]))
    #expect(
      status.message == #"CassandraRestore.db.orange.com "r" is invalid: [spec.b: Required value: say it [a-rule], "#
        + #"spec.a: Forbidden: no [a-rule], spec.c: Duplicate value: "x": y [a-rule]]"#)
    #expect(status.details?.causes.map(\.field) == ["spec.b", "spec.a", "spec.c"])
    #expect(status.details?.causes.map(\.reason) == [.required, .forbidden, .duplicate])
  }

  @Test("an object without a name goes by what its name will begin with")
  func generateName() throws {
    let object = Asking.backup(metadata: #"{"generateName":"nightly-"}"#)
    #expect(try status(answer([deny("a")], name: "", object: object)).details?.name == "nightly-")
    #expect(try status(answer([deny("a")], name: "", object: Asking.backup())).details?.name == "b")
    #expect(try status(answer([deny("a")], name: "")).details?.name == "")
  }

  @Test("more than a hundred findings are counted instead of listed")
  func many() throws {
    let hundred = try status(answer((0..<100).map { deny("m\($0)") }))
    #expect(hundred.details?.causes.count == 100)
    let causes = try #require(try status(answer((0..<10_000).map { deny("m\($0)") })).details?.causes)
    #expect(causes.count == 101)
    #expect(causes.last?.message == "9900 more findings: cassette lint shows them all")
  }

  @Test("warnings do not deny; with denials both are told")
  func warnings() throws {
    let warning = Finding("odd", .warn, at: .spec, .remark, "is odd")
    let allowed = try answer([warning])
    #expect(allowed.outcome == .allowed(JSONPatch()))
    #expect(allowed.warnings == ["spec: is odd [odd]"])
    #expect(allowed.auditAnnotations.map { "\($0)=\($1)" } == ["verdict=allow", "rules=odd"])
    let denied = try answer([warning, deny("a"), deny("b")])
    #expect(try status(denied).details?.causes.count == 2)
    #expect(denied.warnings == ["spec: is odd [odd]"])
    #expect(denied.auditAnnotations.map { "\($0)=\($1)" } == ["verdict=deny", "rules=odd,a-rule"])
  }

  @Test("nothing found, nothing said")
  func nothing() throws {
    let answer = try answer([])
    #expect(answer.outcome == .allowed(JSONPatch()))
    #expect(answer.warnings == [])
    #expect(answer.auditAnnotations.map { "\($0)=\($1)" } == ["verdict=allow"])
  }
}
