// SPDX-License-Identifier: Apache-2.0

/// The status line and the fields of a response.
package struct OutboundHead: Sendable, Equatable {
  package var status: Int
  package var fields: [OutboundField]

  package init(status: Int, fields: [OutboundField] = []) {
    self.status = status
    self.fields = fields
  }
}

/// A response that was read to its end, its body decompressed.
package struct OutboundResponse: Sendable, Equatable {
  package var head: OutboundHead
  package var body: [UInt8]

  package init(head: OutboundHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}
