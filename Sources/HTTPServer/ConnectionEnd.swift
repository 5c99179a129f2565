// SPDX-License-Identifier: Apache-2.0

/// Why a connection was closed; the raw value is a word for logs.
enum ConnectionEnd: String, Equatable, Sendable {
  /// Everything asked was answered.
  case finished
  case peerLeft = "peer left"
  case handshakeTimeout = "handshake timeout"
  /// The peer did not read what we wrote.
  case writeTimeout = "write timeout"
  /// A handler took longer than anybody waits.
  case answerTimeout = "answer timeout"
  case handshakeFailed = "handshake failed"
  case failed
  /// The client is none of those that are allowed.
  case refused
  /// Dropped to make room for others.
  case shed
  /// The server stops, and did not wait any longer; or the handler hung up.
  case cutOff = "cut off"
}
