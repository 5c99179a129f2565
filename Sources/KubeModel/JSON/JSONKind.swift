// SPDX-License-Identifier: Apache-2.0

/// What a JSON text is (RFC 8259, section 3).
package enum JSONKind: UInt8, Sendable {
  case null, bool, number, string, array, object
}
