// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Testing

@testable import Webhook

@Suite("Requests that are no reviews")
struct RoutingTests {
  private let asking = Asking()
  private let review = Asking.review(object: Asking.backup())

  /// Each failure is one line of JSON, and nothing that could be taken for a review.
  private func expect(_ response: HTTPResponse, _ status: Int, _ reason: String?, _ message: String) throws {
    #expect(response.status == status)
    #expect(response.fields["content-type"] == "application/json")
    #expect(response.body.last == UInt8(ascii: "\n"))
    #expect(response.body.count { $0 == UInt8(ascii: "\n") } == 1)
    let body = try JSONValue(parsing: response.body)
    #expect(body["kind"]?.string == "Status")
    #expect(body["code"]?.integer == Int64(status))
    #expect(body["reason"]?.string == reason)
    #expect(body["message"]?.string == message)
  }

  @Test(
    "another path is not found",
    arguments: ["/", "/validate/", "/Validate", "//validate", "/mutate/v1", "*", "/%76alidate"])
  func path(_ target: String) throws {
    try expect(
      asking.response(Asking.request(review, target)), 404, "NotFound",
      "this server answers POST /validate and POST /mutate")
  }

  @Test(
    "another method is told which one is allowed",
    arguments: [.get, .head, .put, .patch, .delete, .options, .other("post")] as [HTTPMethod])
  func method(_ method: HTTPMethod) throws {
    let response = try asking.response(Asking.request(review, method: method))
    try expect(response, 405, "MethodNotAllowed", "reviews are sent with POST")
    #expect(response.fields["allow"] == "POST")
  }

  @Test(
    "another content type is refused",
    arguments: [nil, "", "text/json", "application/jsonp", "application/yaml", "application/json, text/plain", ";"])
  func contentType(_ type: String?) throws {
    try expect(
      asking.response(Asking.request(review, contentType: type)), 415, "UnsupportedMediaType",
      "reviews are sent as Content-Type: application/json")
  }

  @Test(
    "JSON is JSON in any case and with parameters",
    arguments: ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y", "application/json;"])
  func jsonType(_ type: String) throws {
    #expect(try asking.response(Asking.request(review, contentType: type)).status == 200)
  }

  @Test("a query does not change the route")
  func query() throws {
    #expect(try asking.answer(review, "/validate?timeout=5s")["allowed"]?.bool == true)
  }

  @Test("a body that cannot be read is a bad request, not a review")
  func unreadable() throws {
    try expect(
      asking.response(Asking.request([])), 400, "BadRequest",
      "the body is not JSON: not JSON at byte 0: there is no value, only white space or nothing at all")
    try expect(
      asking.response(Asking.request(Array(#"{"kind":"AdmissionReview","apiVersion":"v9"}"#.utf8))), 400, "BadRequest",
      #"apiVersion must be admission.k8s.io/v1 or admission.k8s.io/v1beta1, found "v9""#)
  }

  @Test(
    "what the server refuses itself is worded alike",
    arguments: [
      (400, "BadRequest"), (408, "Timeout"), (411, nil), (413, "RequestEntityTooLarge"), (431, nil),
      (503, "ServiceUnavailable"), (505, nil),
    ] as [(Int, String?)])
  func refusals(_ status: Int, _ reason: String?) throws {
    for closes in [true, false] {
      let response = asking.handler.render(Refusal(status: status, reason: "Too \"much\".", closesConnection: closes))
      try expect(response, status, reason, "Too \"much\".")
      #expect(response.closesConnection == closes)
    }
  }
}
