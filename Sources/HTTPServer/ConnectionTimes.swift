// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// What `Limits` says about the life of one connection, with times in nanoseconds: deadlines move with every request,
/// and `Duration` counts with 128 bits.
struct ConnectionTimes {
  let handshake: Int64
  let head: Int64
  let body: Int64
  let answer: Int64
  let stream: Int64
  let idle: Int64
  let lastRequest: Int64
  let write: Int64
  let linger: Int64
  let lingerBytes: Int

  init(_ limits: Limits) {
    handshake = Self.nanoseconds(limits.handshakeTimeout)
    head = Self.nanoseconds(limits.headTimeout)
    body = Self.nanoseconds(limits.bodyTimeout)
    answer = Self.nanoseconds(limits.answerTimeout)
    stream = Self.nanoseconds(limits.streamTimeout)
    idle = Self.nanoseconds(limits.idleTimeout)
    lastRequest = Self.nanoseconds(limits.lastRequestTimeout)
    write = Self.nanoseconds(limits.writeTimeout)
    linger = Self.nanoseconds(limits.lingerTimeout)
    lingerBytes = limits.lingerBytes
  }

  /// How long a connection may stay as it is while its codec is in this phase.
  func limit(of phase: CodecPhase) -> Int64 {
    switch phase {
    case .idle: idle
    case .receivingHead: head
    case .receivingBody: body
    case .answering: answer
    case .streaming: stream
    case .finished: write
    }
  }

  /// At most 73 years, so that no sum with the clock overflows.
  private static func nanoseconds(_ duration: Duration) -> Int64 {
    min((MonotonicTime(nanoseconds: 0) + duration).nanoseconds, .max / 4)
  }
}

extension MonotonicTime {
  /// Nanoseconds of `ConnectionTimes`, which cannot overflow.
  func advanced(by nanoseconds: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: self.nanoseconds + nanoseconds)
  }
}
