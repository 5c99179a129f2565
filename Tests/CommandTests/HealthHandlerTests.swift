// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Testing
import Webhook

@testable import Command

@Suite("Probes and metrics")
struct HealthHandlerTests {
  private let readiness = Readiness()

  private func response(
    _ path: String, method: HTTPMethod = .get, obstacle: String? = nil, _ readiness: Readiness? = nil
  ) throws -> (status: Int, body: String, fields: HTTPFields) {
    let readiness = readiness ?? self.readiness
    let handler = HealthHandler(readiness: readiness, certificateObstacle: { obstacle }, page: { "page\n" })
    guard case .now(let response) = handler.handle(HTTPRequest(method: method, target: path)) else {
      throw CancellationError()
    }
    return (response.status, String(decoding: response.body, as: UTF8.self), response.fields)
  }

  @Test("alive is alive, ready or not", arguments: [HTTPMethod.get, .head])
  func alive(_ method: HTTPMethod) throws {
    readiness.stop()
    let response = try response("/healthz", method: method, obstacle: "there is no certificate yet")
    #expect(response.status == 200)
    #expect(response.body == "ok\n")
  }

  @Test("ready, until something stands in the way")
  func ready() throws {
    #expect(try response("/readyz?verbose").status == 200)
    let response = try response("/readyz", Readiness { false })
    #expect(response.status == 503)
    #expect(response.body == "not ready: the facts are being read\n")
    readiness.stop()
    #expect(try self.response("/readyz").body == "not ready: the server is stopping\n")
  }

  @Test("not ready with a certificate that clients refuse")
  func expired() throws {
    let response = try response("/readyz", obstacle: "the certificate expired at 2001-09-09T01:46:40Z")
    #expect(response.status == 503)
    #expect(response.body == "not ready: the certificate expired at 2001-09-09T01:46:40Z\n")
  }

  @Test("metrics are in the format of Prometheus")
  func metrics() throws {
    let response = try response("/metrics")
    #expect(response.status == 200)
    #expect(response.body == "page\n")
    #expect(response.fields["content-type"] == "text/plain; version=0.0.4")
  }

  @Test("there is nothing else, and nothing to send")
  func others() throws {
    #expect(try response("/").status == 404)
    #expect(try response("/validate").status == 404)
    let post = try response("/healthz", method: .post)
    #expect(post.status == 405)
    #expect(post.fields["allow"] == "GET, HEAD")
    #expect(try JSONValue(parsing: Array(post.body.utf8))["kind"]?.string == "Status")
  }

  @Test("refusals are rendered as everywhere")
  func refusal() throws {
    let handler = HealthHandler(readiness: readiness, certificateObstacle: { nil }, page: { "" })
    let response = handler.render(Refusal(status: 408, reason: "Too slow."))
    #expect(response.status == 408)
    #expect(response.closesConnection)
    #expect(try JSONValue(parsing: response.body)["message"]?.string == "Too slow.")
  }
}
