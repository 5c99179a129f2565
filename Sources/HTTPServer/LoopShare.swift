// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import TLS

/// What the loops of one server share; all of it may be used from any thread.
struct LoopShare: Sendable {
  let configuration: ServerConfiguration
  let handler: any Handler
  let pool: HandlerPool
  let metrics: ServerMetrics
  let connections: OpenConnections
  /// Nil for a listener without TLS.
  let certificate: TLSContextSlot?
  let clients: AllowedClients?
  let logger: Logger
}
