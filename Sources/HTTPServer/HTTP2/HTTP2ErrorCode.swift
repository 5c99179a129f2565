// SPDX-License-Identifier: Apache-2.0

/// The codes of RST_STREAM and GOAWAY that we send ourselves (RFC 9113, section 7).
enum HTTP2ErrorCode: UInt32, Sendable {
  case noError = 0x0
  case refusedStream = 0x7
  case cancel = 0x8
  case enhanceYourCalm = 0xb
}
