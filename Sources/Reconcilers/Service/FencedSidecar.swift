// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import Icarus

/// Sidecars that start something only for a leader.
struct FencedSidecar: Sidecar {
  /// The client gives up after ten seconds. What it has sent by then is found in the sidecar's list by whoever leads next,
  /// who waits for that.
  private static let longest = Duration.seconds(10)

  let sidecar: any Sidecar
  let leadership: Leadership

  /// - Throws: as the sidecar does; `cancelled`, too, if nothing was sent because we do not lead, or not for long enough.
  func start(
    _ request: OperationRequest, at endpoint: SidecarEndpoint, _ version: SidecarVersion
  ) async throws(SidecarError) -> SidecarOperation {
    guard leadership.holds(for: Self.longest) else { throw .cancelled }
    return try await sidecar.start(request, at: endpoint, version)
  }

  func operation(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarOperation? {
    try await sidecar.operation(id, at: endpoint)
  }

  func operations(at endpoint: SidecarEndpoint) async throws(SidecarError) -> [SidecarOperation] {
    try await sidecar.operations(at: endpoint)
  }

  func cancel(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> Bool {
    guard leadership.holds else { throw .cancelled }
    return try await sidecar.cancel(id, at: endpoint)
  }

  func version(at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarVersion? {
    try await sidecar.version(at: endpoint)
  }
}
