// SPDX-License-Identifier: Apache-2.0

/// What a receive brought.
package enum ReceiveResult: Equatable, Sendable {
  /// So many bytes, at least one.
  case bytes(Int)
  /// The peer will send no more.
  case endOfStream
  /// Nothing has arrived yet.
  case wouldBlock
}
