// SPDX-License-Identifier: Apache-2.0
package import Backups

/// What sidecars are asked. Nothing is asked twice: whether that would do harm is for the caller to judge.
///
/// A sidecar keeps its operations in memory, those that have ended for one to two hours; a restart loses them all.
package protocol Sidecar: Sendable {
  /// Starts an operation, whatever else runs: asking twice starts two. What the request lacks or has wrong is found
  /// later, and is a failure of the operation.
  func start(
    _ request: OperationRequest, at endpoint: SidecarEndpoint, _ version: SidecarVersion
  ) async throws(SidecarError) -> SidecarOperation

  /// Nil: the sidecar knows no such operation. There never was one, it ended hours ago, or a restart has lost it.
  func operation(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarOperation?

  /// All that it knows, the newest first. What cannot be read as an operation is left out.
  func operations(at endpoint: SidecarEndpoint) async throws(SidecarError) -> [SidecarOperation]

  /// Asks an operation to stop; it may go on and complete all the same, and the nodes' operations under it do.
  /// - Returns: false if the sidecar knows no such operation.
  func cancel(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> Bool

  /// Nil if it does not say, or says something that is no version.
  func version(at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarVersion?
}
