// SPDX-License-Identifier: Apache-2.0

/// A JSON text and where its values are. Never changes, so views of it may go anywhere.
final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]

  init(_ bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
    nodes = try JSONIndexer.index(bytes.span, limits: limits)
    self.bytes = bytes
  }
}
