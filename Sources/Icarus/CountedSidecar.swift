// SPDX-License-Identifier: Apache-2.0
package import Backups
private import Synchronization

/// Sidecars whose answers are counted.
package final class CountedSidecar: Sidecar {
  private let sidecar: any Sidecar
  private let state = Mutex<[SidecarCall: Int]>([:])

  package init(_ sidecar: any Sidecar) { self.sidecar = sidecar }

  /// The calls so far, without those that were cancelled.
  package var counts: [SidecarCall: Int] { state.withLock { $0 } }

  package func start(
    _ request: OperationRequest, at endpoint: SidecarEndpoint, _ version: SidecarVersion
  ) async throws(SidecarError) -> SidecarOperation {
    try await counted(.start) { () async throws(SidecarError) in
      try await sidecar.start(request, at: endpoint, version)
    }
  }

  package func operation(
    _ id: String, at endpoint: SidecarEndpoint
  ) async throws(SidecarError) -> SidecarOperation? {
    try await counted(.operation) { () async throws(SidecarError) in try await sidecar.operation(id, at: endpoint) }
  }

  package func operations(at endpoint: SidecarEndpoint) async throws(SidecarError) -> [SidecarOperation] {
    try await counted(.operations) { () async throws(SidecarError) in try await sidecar.operations(at: endpoint) }
  }

  package func cancel(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> Bool {
    try await counted(.cancel) { () async throws(SidecarError) in try await sidecar.cancel(id, at: endpoint) }
  }

  package func version(at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarVersion? {
    try await counted(.version) { () async throws(SidecarError) in try await sidecar.version(at: endpoint) }
  }

  private func counted<Answer>(
    _ request: SidecarCall.Request, _ ask: () async throws(SidecarError) -> Answer
  ) async throws(SidecarError) -> Answer {
    do throws(SidecarError) {
      let answer = try await ask()
      count(request, .answered)
      return answer
    } catch {
      if let outcome = SidecarCall.Outcome(error) { count(request, outcome) }
      throw error
    }
  }

  private func count(_ request: SidecarCall.Request, _ outcome: SidecarCall.Outcome) {
    state.withLock { $0[SidecarCall(request: request, outcome: outcome), default: 0] += 1 }
  }
}
