// SPDX-License-Identifier: Apache-2.0

/// Every bound of the transport, with its reason.
struct Limits: Sendable {
  /// Requests under way at once, each on a connection of its own; one more is refused, not queued behind deadlines that
  /// run. A webhook watches about ten kinds of objects and answers 64 reviews at once, each with a few look-ups at most.
  var requests = 256

  /// Connections kept for the next request. Look-ups come a few at a time, and a connection costs some 60 KiB.
  var idleConnections = 8

  /// An idle connection older than this is not used again. The API server closes idle connections after 90 s: a request
  /// that is sent while it does is lost, and one that changes something is not sent again.
  var idleConnectionAge = Duration.seconds(60)

  /// Status line and fields of one response. The API server sends under 2 KiB; Go's client allows 10 MiB, which is more
  /// than this program is to use for everything.
  var headBytes = 64 << 10

  /// Bytes of a stream that wait for their reader before the sender is slowed down. A watch event has at most 1.5 MiB and
  /// usually a few KiB, so that this keeps a reader busy while the next bytes come. libcurl holds another 16 KiB.
  var unreadBytes = 256 << 10

  /// A peer that vanished is to be noticed within 30 s, also on a watch where nothing happens. The first probe is sent
  /// after `keepaliveIdle` without a byte and the next ones every `keepaliveInterval`; then `deadPeerTimeout` counts, and
  /// where it does not, `keepaliveProbes` without an answer come to the same 25 s.
  var keepaliveIdle = Duration.seconds(10)
  var keepaliveInterval = Duration.seconds(5)
  var keepaliveProbes: Int32 = 3

  /// How long what was sent, and probes, may go without an acknowledgement (TCP_USER_TIMEOUT): the 30 s, less a probe's
  /// interval.
  var deadPeerTimeout = Duration.seconds(25)

  /// The longest wait of the thread while no deadline is near; it is woken for whatever happens.
  var longestWait = Duration.seconds(60)
}
