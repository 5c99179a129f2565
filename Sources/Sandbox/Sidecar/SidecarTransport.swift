// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Outbound
private import Synchronization

/// Carries requests to simulated sidecars, by their addresses and in no time.
package final class SidecarTransport: HTTPTransport {
  private let clusters: Mutex<[SimulatedCluster]>
  private let now: @Sendable () -> Instant

  /// - Parameter now: is asked once for each request; the clusters follow it.
  package init(_ clusters: [SimulatedCluster], now: @escaping @Sendable () -> Instant) {
    self.clusters = Mutex(clusters)
    self.now = now
  }

  /// Looks at the clusters, or changes them, at a time when no request is at work.
  package func withClusters<Result: Sendable>(_ body: (inout [SimulatedCluster]) -> Result) -> Result {
    clusters.withLock { body(&$0) }
  }

  /// What a fault keeps from answering is reported at once: a time-out has passed in the client's mind, not here.
  package func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    guard let (host, target) = Self.parts(of: request.url) else {
      throw .unusable("no URL of a sidecar: \(request.url)")
    }
    let inner = SidecarRequest(
      request.method.rawValue, target, fields: [OutboundField("Host", "\(host):4567")] + request.fields,
      body: request.body)
    let now = now()
    let reply = clusters.withLock { clusters in
      guard let place = clusters.firstIndex(where: { $0.node(at: host) != nil }) else { return SidecarReply.refused }
      return clusters[place].respond(to: inner, at: host, now: now)
    }
    switch reply {
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
