// SPDX-License-Identifier: Apache-2.0
private import Synchronization
package import TLS

/// The certificate that new connections are served with. Whoever renews it replaces it here, while the server runs;
/// connections that exist keep the context they began with.
package final class TLSContextSlot: Sendable {
  private let content: Mutex<TLSContext>

  package init(_ context: TLSContext) { content = Mutex(context) }

  package var current: TLSContext { content.withLock { $0 } }

  package func replace(with context: TLSContext) { content.withLock { $0 = context } }
}
