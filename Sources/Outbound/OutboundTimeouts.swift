// SPDX-License-Identifier: Apache-2.0

/// How long an outbound request may take. Everything that waits has an end.
package struct OutboundTimeouts: Sendable, Equatable {
  /// Name, TCP and TLS together.
  package var connect: Duration
  /// From the start to the last byte; nil for a stream that goes on as long as its bytes come.
  package var total: Duration?
  /// Without a single byte received; nil where only `total` counts.
  package var idle: Duration?

  package init(connect: Duration = .seconds(5), total: Duration? = .seconds(30), idle: Duration? = nil) {
    self.connect = connect
    self.total = total
    self.idle = idle
  }
}
