// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Webhook

/// The plain listener for probes and Prometheus.
struct HealthHandler: Handler {
  let readiness: Readiness
  /// Why clients would refuse the serving certificate; nil if nothing speaks for that.
  let certificateObstacle: @Sendable () -> String?
  let page: @Sendable () -> String

  func handle(_ request: HTTPRequest) -> Handled {
    guard request.method == .get || request.method == .head else {
      var response = HTTPResponse(Status(.methodNotAllowed, message: "this listener answers GET"))
      response.fields.append("allow", "GET, HEAD")
      return .now(response)
    }
    switch request.path {
    case "/healthz": return .now(HealthHandler.text(200, "ok"))
    case "/readyz": return .now(ready())
    case "/metrics":
      return .now(HTTPResponse(status: 200, contentType: "text/plain; version=0.0.4", body: Array(page().utf8)))
    default: return .now(HTTPResponse(Status(.notFound, message: "there are /healthz, /readyz and /metrics")))
    }
  }

  func render(_ refusal: Refusal) -> HTTPResponse {
    HTTPResponse(refusal)
  }

  private func ready() -> HTTPResponse {
    if let reason = readiness.reason { return HealthHandler.text(503, "not ready: \(reason)") }
    if let obstacle = certificateObstacle() { return HealthHandler.text(503, "not ready: \(obstacle)") }
    return HealthHandler.text(200, "ok")
  }

  private static func text(_ status: Int, _ line: String) -> HTTPResponse {
    HTTPResponse(status: status, contentType: "text/plain; charset=utf-8", body: Array((line + "\n").utf8))
  }
}
