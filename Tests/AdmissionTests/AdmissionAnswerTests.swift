// SPDX-License-Identifier: Apache-2.0
import Admission
import Foundation
import KubeModel
import Testing

@Suite("What an API server is told")
struct AdmissionAnswerTests {
  private func encoded(
    _ answer: AdmissionAnswer, uid: String = "1", version: AdmissionVersion = .v1
  ) throws -> String {
    let uid = String(decoding: JSONValue.string(uid).rawBytes, as: UTF8.self)
    let request = try AdmissionRequest(
      parsing: Reviews.review(#"{"uid":\#(uid)}"#, apiVersion: version.rawValue))
    return String(decoding: answer.encoded(for: request), as: UTF8.self)
  }

  @Test("yes, and nothing else", arguments: AdmissionVersion.allCases)
  func allowed(_ version: AdmissionVersion) throws {
    #expect(
      try encoded(.allowed, version: version)
        == #"{"apiVersion":"\#(version.rawValue)","kind":"AdmissionReview","response":{"uid":"1","allowed":true}}"#)
  }

  @Test("a patch is a JSON Patch in base64")
  func patch() throws {
    let patch = JSONPatch(operations: [
      .add(path: .spec.member("snapshotTag"), value: .string("a")),
      .add(path: .spec.member("concurrentConnections"), value: .integer(10)),
    ])
    let text =
      #"[{"op":"add","path":"/spec/snapshotTag","value":"a"},"#
      + #"{"op":"add","path":"/spec/concurrentConnections","value":10}]"#
    let base64 = Data(text.utf8).base64EncodedString()
    #expect(
      try encoded(AdmissionAnswer(.allowed(patch)))
        == #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"1","allowed":true,"#
        + #""patchType":"JSONPatch","patch":"\#(base64)"}}"#)
  }

  @Test("no, with a Status whose causes kubectl prints")
  func denied() throws {
    let status = Status(
      .invalid, message: "no",
      details: StatusDetails(
        group: "db.orange.com", kind: "CassandraBackup", name: "b",
        causes: [StatusDetails.Cause(reason: .required, message: "m", field: "spec.a")]))
    #expect(
      try encoded(AdmissionAnswer(.denied(status)))
        == #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"1","allowed":false,"#
        + #""status":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"no","#
        + #""reason":"Invalid","details":{"name":"b","group":"db.orange.com","kind":"CassandraBackup","#
        + #""causes":[{"reason":"FieldValueRequired","message":"m","field":"spec.a"}]},"code":422}}}"#)
  }

  @Test("warnings and audit annotations come last, in their order")
  func extras() throws {
    var answer = AdmissionAnswer.allowed
    answer.warnings = ["first", "a \"second\""]
    answer.auditAnnotations = [("verdict", "allow"), ("rules", "a,b")]
    #expect(
      try encoded(answer)
        == #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"1","allowed":true,"#
        + #""warnings":["first","a \"second\""],"auditAnnotations":{"verdict":"allow","rules":"a,b"}}}"#)
  }

  @Test(
    "a uid comes back as it was sent",
    arguments: ["aee4914f-314d-4662-a857-160b3bd81718", "\"", "\\", "\n\t\u{0}\u{1F}", "ünï😀", "</script>", " ", "{}"])
  func uid(_ uid: String) throws {
    let answer = try JSONValue(parsing: Array(try encoded(.allowed, uid: uid).utf8))
    #expect(answer["response"]?["uid"]?.string == uid)
  }

  @Test("answers are equal when all their parts are")
  func equality() {
    var other = AdmissionAnswer.allowed
    #expect(other == .allowed)
    other.auditAnnotations = [("a", "b")]
    #expect(other != .allowed)
    other = .allowed
    other.warnings = ["w"]
    #expect(other != .allowed)
    #expect(AdmissionAnswer(.denied(Status(.invalid, message: ""))) != .allowed)
  }
}
