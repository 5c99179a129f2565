// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// What is no review is answered with its status and one line of JSON that no API server takes for a review.
struct StatusCodeTests {
  struct Case: CustomTestStringConvertible {
    var status: Int
    var reason: String?
    var message: String
    /// Arguments of curl; `URL` stands for the server's address.
    var arguments: String
    /// Only HTTP/1.1 knows such a request; or curl does not show an answer that precedes the end of the body.
    var isHTTP1Only = false

    var testDescription: String { "\(status) \(arguments)" }
  }

  private static let json = "--header 'Content-Type: application/json'"

  static let cases = [
    Case(
      status: 400, reason: "BadRequest", message: "the body is not JSON", arguments: "\(json) --data '{\"' URL/validate"
    ),
    Case(
      status: 400, reason: "BadRequest", message: "kind must be AdmissionReview, found \"Pod\"",
      arguments: "\(json) --data '{\"kind\": \"Pod\"}' URL/mutate"),
    Case(
      status: 404, reason: "NotFound", message: "this server answers POST /validate and POST /mutate",
      arguments: "\(json) --data '{}' URL/validate/v1"),
    Case(status: 405, reason: "MethodNotAllowed", message: "reviews are sent with POST", arguments: "URL/validate"),
    Case(
      status: 405, reason: "MethodNotAllowed", message: "reviews are sent with POST",
      arguments: "\(json) --request PUT --data '{}' URL/mutate"),
    Case(
      status: 411, reason: nil, message: "POST needs a Content-Length",
      arguments: "\(json) --request POST URL/validate",
      isHTTP1Only: true),
    Case(
      status: 413, reason: "RequestEntityTooLarge", message: "larger than the 7340032 bytes",
      arguments: "\(json) --data-binary @large URL/validate", isHTTP1Only: true),
    Case(
      status: 413, reason: "RequestEntityTooLarge", message: "larger than the 7340032 bytes",
      arguments: "\(json) --header 'Transfer-Encoding: chunked' --data-binary @large URL/validate", isHTTP1Only: true),
    Case(
      status: 415, reason: "UnsupportedMediaType", message: "Content-Type: application/json",
      arguments: "--header 'Content-Type: application/yaml' --data '{}' URL/validate"),
    Case(
      status: 431, reason: nil, message: "head", arguments: "--header @long-header URL/validate"),
  ]

  @Test(
    "a request that cannot be a review gets its status", .serialized, arguments: cases, ["--http1.1", "--http2"])
  func status(_ one: Case, version: String) async throws {
    guard version == "--http1.1" || !one.isHTTP1Only else { return }
    try await LoneServer.run { lone in
      let lines = try await lone.lines(
        """
        head --bytes=8000000 /dev/zero >large
        { printf 'X-Long: '; head --bytes=40000 /dev/zero | tr '\\0' x; } >long-header
        \(lone.curl) \(version) --dump-header headers \(one.arguments.replacingOccurrences(of: "URL", with: lone.url))
        """)
      #expect(lines.count == 2, "one line of JSON, and the status that curl prints: \(lines)")
      #expect(lines.last == "\(one.status)")
      let body = try #require(JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
      #expect(body["kind"] as? String == "Status")
      #expect(body["code"] as? Int == one.status)
      #expect(body["reason"] as? String == one.reason)
      let message = try #require(body["message"] as? String)
      #expect(message.contains(one.message))
      if one.status == 405 { #expect(try lone.header("allow") == "POST") }
      #expect(try lone.header("content-type") == "application/json")
    }
  }

  @Test("a body that is too large is refused over HTTP/2 before it is sent")
  func tooLarge() async throws {
    try await Tool.require("nghttp")
    try await LoneServer.run { lone in
      let lines = try await lone.lines(
        """
        head --bytes=8000000 /dev/zero >large
        nghttp --verbose --data=large --header='content-type: application/json' '\(lone.url)/validate'
        """)
      #expect(lines.contains { $0.hasSuffix(":status: 413") }, "\(lines)")
      #expect(lines.contains { $0.contains("{\"kind\":\"Status\"") && $0.contains("\"code\":413}") }, "\(lines)")
    }
  }

  @Test("a request that does not come to its end is told so", .timeLimit(.minutes(1)))
  func slow() async throws {
    try await LoneServer.run { lone in
      let lines = try await lone.lines(
        """
        { printf 'POST /validate HTTP/1.1\\r\\nHost: localhost\\r\\n'; tail --follow /dev/null; } |
          timeout 30 openssl s_client -quiet -CAfile '\(lone.certificates)/ca.crt' \
            -connect localhost:\(lone.server.settings.port) 2>/dev/null
        kill %% 2>/dev/null
        """)
      #expect(lines.first?.hasPrefix("HTTP/1.1 408 ") == true, "\(lines)")
      let last = try #require(lines.last)
      #expect(last.hasPrefix("{\"kind\":\"Status\"") && last.hasSuffix("\"code\":408}"), "\(last)")
    }
  }
}

extension LoneServer {
  /// Of the last answer whose head curl wrote to `headers`.
  fileprivate func header(_ name: String) throws -> String? {
    let text = try String(contentsOfFile: "\(folder.path)/headers", encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).last { $0.lowercased().hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }
}
