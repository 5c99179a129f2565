// SPDX-License-Identifier: Apache-2.0

/// What a read from a TLS connection brought.
package enum TLSReadResult: Equatable, Sendable {
  /// So many bytes, at least one. There may be more: read until another result comes.
  case bytes(Int)
  case wantsMoreInput
  /// Answers to the peer wait to be sent, and reading on could make more of them. Drain the output first.
  case wantsOutputDrained
  /// The peer has said goodbye (close_notify): everything it sent has been read.
  case closed
  /// The stream ended without a goodbye. Somebody may have cut it: what was read may not be all that was sent.
  case truncated
}
