// SPDX-License-Identifier: Apache-2.0
package import Outbound

/// An HTTP request as a sidecar receives it.
package struct SidecarRequest: Sendable {
  /// As in the request line: `GET`.
  package var method: String
  /// Path and query, percent-encoded: `/operations?type=backup`.
  package var target: String
  package var fields: [OutboundField]
  package var body: [UInt8]

  package init(_ method: String, _ target: String, fields: [OutboundField] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }
}
