// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Outbound

/// Sends requests for services of a cluster that there is not to where somebody answers for them. They go by the
/// service's name in all but the address: in TLS, and in the Host field.
struct ServiceTransport: HTTPTransport {
  struct Place: Equatable, Sendable {
    /// `cassette.cassette-system.svc`.
    var host: String
    /// `127.0.0.1:8443`.
    var address: String
  }

  private let transport: any HTTPTransport
  private let places: [Place]

  init(_ transport: any HTTPTransport, _ places: [Place]) {
    (self.transport, self.places) = (transport, places)
  }

  /// - Parameter text: `NAME.NAMESPACE=HOST:PORT`.
  static func place(_ text: String) throws -> Place {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].split(separator: ".").count == 2, parts[1].contains(":") else {
      throw ValidationError("--service must be NAME.NAMESPACE=HOST:PORT, found \(text)")
    }
    return Place(host: "\(parts[0]).svc", address: String(parts[1]))
  }

  func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    try await transport.response(to: redirected(request))
  }

  func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    try await transport.stream(redirected(request))
  }

  private func redirected(_ request: OutboundRequest) -> OutboundRequest {
    let scheme = "https://"
    guard let place = places.first(where: { request.url.hasPrefix("\(scheme)\($0.host):") }) else { return request }
    var request = request
    let rest = request.url.dropFirst(scheme.count).drop { $0 != "/" }
    request.url = scheme + place.address + rest
    request.security?.serverName = place.host
    request.fields.append(OutboundField("host", place.host))
    return request
  }
}
