// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import Outbound

/// Answers over HTTP for one sidecar.
struct SidecarHandler: Handler {
  let world: SidecarWorld
  let address: String

  /// Between two looks whether a sidecar that hangs has come to: nobody sees so little.
  private static let patience = Duration.milliseconds(50)

  func handle(_ request: HTTPRequest) -> Handled {
    let request = SidecarRequest(request)
    switch world.reply(to: request, at: address) {
    case .answer(let response): return .now(HTTPResponse(response))
    case .silence: return .later { await answer(request) }
    case .cut, .refused: return .hangUp
    }
  }

  /// Waits until the sidecar answers, or nobody waits for it any more.
  private func answer(_ request: SidecarRequest) async -> HTTPResponse {
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.patience)
      guard !Task.isCancelled else { break }
      switch world.reply(to: request, at: address) {
      case .answer(let response): return HTTPResponse(response)
      case .silence: continue
      case .cut, .refused: return Self.gone
      }
    }
    return Self.gone
  }

  /// For those that have waited through one fault into another; others find the connection closed.
  private static let gone = HTTPResponse(SidecarAnswer.response(503))

  func render(_ refusal: Refusal) -> HTTPResponse {
    HTTPResponse(SidecarAnswer.response(refusal.status, "text/plain", refusal.reason))
  }
}

extension SidecarRequest {
  fileprivate init(_ request: HTTPRequest) {
    self.init(
      request.method.name, request.path + (request.query.map { "?" + $0 } ?? ""),
      fields: request.fields.list.map { OutboundField($0.name, $0.value) }, body: request.body)
  }
}

extension HTTPResponse {
  fileprivate init(_ response: OutboundResponse) {
    self.init(status: response.head.status, contentType: "", body: response.body)
    fields = HTTPFields()
    for field in response.head.fields { fields.append(field.name.lowercased(), field.value) }
  }
}
