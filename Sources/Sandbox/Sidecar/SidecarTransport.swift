// SPDX-License-Identifier: Apache-2.0
package import Outbound

/// Carries requests to simulated sidecars, by their addresses and in no time.
package struct SidecarTransport: HTTPTransport {
  private let world: SidecarWorld

  package init(_ world: SidecarWorld) { self.world = world }

  /// What a fault keeps from answering is reported at once: a time-out has passed in the client's mind, not here.
  package func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    guard let (host, target) = Self.parts(of: request.url) else {
      throw .unusable("no URL of a sidecar: \(request.url)")
    }
    let inner = SidecarRequest(
      request.method.rawValue, target, fields: [OutboundField("Host", "\(host):4567")] + request.fields,
      body: request.body)
    switch world.reply(to: inner, at: host) {
    case .answer(let response): return response
    case .silence: throw .timedOut(beforeConnecting: false, "\(host) does not answer")
    case .cut: throw .broken("\(host) has closed the connection")
    case .refused: throw .unreachable("\(host) refuses connections")
    }
  }

  package func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    throw .unusable("sidecars do not stream: \(request.url)")
  }

  /// Of `http://ADDRESS:4567/TARGET`.
  private static func parts(of url: String) -> (host: String, target: String)? {
    guard url.hasPrefix("http://") else { return nil }
    let rest = url.dropFirst(7)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash]
    guard authority.hasSuffix(":4567") else { return nil }
    return (String(authority.dropLast(5)), slash == rest.endIndex ? "/" : String(rest[slash...]))
  }
}
