// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("Status")
struct StatusTests {
  @Test("a denial carries its causes as Kubernetes has them")
  func denial() {
    let details = StatusDetails(
      group: "db.orange.com", kind: "CassandraRestore", name: "r",
      causes: [.init(reason: .required, message: "Required value", field: "spec.cassandraBackup")])
    let text = String(decoding: Status(.invalid, message: "is \"bad\"", details: details).encoded, as: UTF8.self)
    #expect(
      text == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"is \"bad\"","#
        + #""reason":"Invalid","details":{"name":"r","group":"db.orange.com","kind":"CassandraRestore","#
        + #""causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.cassandraBackup"}]},"#
        + #""code":422}"#)
  }

  @Test("a code that Kubernetes has no word for stands without one")
  func noReason() {
    let text = String(decoding: Status(code: 431, reason: nil, message: "too long").encoded, as: UTF8.self)
    #expect(
      text == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too long","code":431}"#)
  }

  @Test(
    "each reason has the code that Kubernetes sends with it",
    arguments: [
      (StatusReason.badRequest, 400), (.notFound, 404), (.methodNotAllowed, 405), (.requestEntityTooLarge, 413),
      (.unsupportedMediaType, 415), (.invalid, 422), (.tooManyRequests, 429), (.internalError, 500),
      (.serviceUnavailable, 503), (.timeout, 504),
    ])
  func codes(reason: StatusReason, code: Int) {
    #expect(Status(reason, message: "").code == code)
  }
}
