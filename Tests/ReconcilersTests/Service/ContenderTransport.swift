// SPDX-License-Identifier: Apache-2.0
import Outbound
import Sandbox

/// The way from one process to the sidecars, which are told apart by who asked them.
struct ContenderTransport: HTTPTransport {
  let identity: String
  let stage: Stage

  func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    stage.noted(request, by: identity)
    return try await SidecarTransport(stage.cassandra).response(to: request)
  }

  func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    throw .unusable("sidecars do not stream")
  }
}
