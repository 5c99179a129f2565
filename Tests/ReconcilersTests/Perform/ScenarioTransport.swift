// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Sandbox

/// The way from a process to the sidecars.
struct ScenarioTransport: HTTPTransport {
  let scenario: Scenario
  let process: ScenarioProcess

  func response(to request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    guard process.isAlive else { throw .cancelled }
    scenario.noted(request)
    let result = await result(of: request)
    if request.method == .post { scenario.whenPosted?() }
    let response = try result.get()
    return scenario.rewrite?(request, response) ?? response
  }

  /// A sidecar that hangs takes all the time that it is given.
  private func result(of request: OutboundRequest) async -> Result<OutboundResponse, TransportError> {
    do throws(TransportError) {
      return .success(try await SidecarTransport(scenario.cassandra).response(to: request))
    } catch {
      if case .timedOut = error {
        let time = request.timeouts.total ?? .seconds(86_400)
        scenario.hangs(until: scenario.now + time)
        _ = try? await scenario.clock.sleep(for: time)
      }
      return .failure(process.isAlive ? error : .cancelled)
    }
  }

  func stream(_ request: OutboundRequest) async throws(TransportError) -> OutboundStream {
    throw .unusable("sidecars do not stream")
  }
}
