// SPDX-License-Identifier: Apache-2.0

/// Every bound of the server, with its reason. Bytes are bytes, counts are per connection unless said otherwise.
///
/// An admission webhook has few, well-behaved clients (each API server holds a handful of connections) and a port that
/// the whole cluster network may reach. So the bounds are wide for the first and tight for everybody else.
package struct Limits: Sendable {
  /// etcd refuses objects over 1.5 MiB, and the API server bodies over 3 MiB. A review of an update carries the object
  /// twice, so 6 MiB; one more for user information, options and JSON escapes.
  package var bodyBytes = 7 << 20

  /// Bodies being received by one event loop. Without it 10,000 connections could each hold `bodyBytes`. Sixteen of the
  /// largest reviews at once are far beyond what an API server sends; what comes on top is told to come back (503).
  package var bodyBytesPerLoop = 112 << 20

  /// Request line and header fields together. The API server sends under 1 KiB; a proxy before us may add tokens and
  /// forwarding headers. 32 KiB is more than nginx and Apache accept by default.
  package var headBytes = 32 << 10

  /// Each field costs two strings; 100 is what Apache accepts by default.
  package var fieldCount = 100

  /// Trailer fields after a chunked body and all its chunk extensions together. They are read and dropped; nobody we
  /// know sends any.
  package var trailerBytes = 4 << 10

  /// RFC 9113, section 6.5.2, advises not to go below 100, and Go's client counts on it.
  package var concurrentStreams = 100

  /// HTTP/2: what a stream may send before we say more, which is also the protocol's default. Most reviews fit, and a
  /// body of 7 MiB takes 112 round trips: a tenth of a second within a cluster.
  package var streamWindowBytes = 65_535

  /// HTTP/2: on its way to us at once, all streams together. Sixteen full stream windows.
  package var connectionWindowBytes = 1 << 20

  /// HTTP/2: request bodies held by one connection before its streams take turns, so that it holds at most this, a
  /// window of each stream and one whole body. Room for the small bodies of all streams.
  package var sharedBodyBytes = 1 << 20

  /// HTTP/2: CONTINUATION frames of one head. A head of `headBytes` takes one at most from a client that fills its
  /// frames; more than a few are an attack (CVE-2024-28182).
  package var continuationsPerHead = 8

  /// HTTP/2: frames other than DATA that wait to be sent before we stop reading what asks for more of them.
  package var queuedFrames = 1_000

  /// All loops together. Tolerates 10,000 silent connections with room for the API servers, and costs at most about
  /// 40 KiB each, 640 MiB in the worst case that a network policy should have prevented.
  package var connections = 16_384

  /// How soon to accept again after descriptors ran out, unless a connection of ours closes before. Long enough to cost
  /// nothing, short enough that nobody notices once another process has closed its files.
  package var acceptRetryDelay = Duration.milliseconds(100)

  /// Accepted in one wake-up, so that a flood of connections does not starve the ones that exist.
  package var acceptsPerWakeUp = 64

  /// Connections given up in one turn of the loop: closing one costs the kernel 12 µs, so that 10,000 silent ones which
  /// came together and end together would keep everybody else waiting for a tenth of a second.
  package var expirationsPerTurn = 64

  /// Read from one socket in one turn of the loop, so that one busy connection does not starve its neighbours.
  package var readBytesPerTurn = 256 << 10

  /// Output a connection may hold before it stops reading requests: what a client that does not read can cost us,
  /// beside one response in the making.
  package var outputBytes = 256 << 10

  /// A handshake takes two round trips; ten seconds cover lost packets on a bad day.
  package var handshakeTimeout = Duration.seconds(10)

  /// From the first byte of a head to its last. Absolute, so a byte a second does not extend it.
  package var headTimeout = Duration.seconds(10)

  /// From the end of a head to the end of its body. The API server gives a webhook 30 s at most, and sends at once.
  package var bodyTimeout = Duration.seconds(20)

  /// From a complete request to its answer, for handlers that answer later. The API server waits 30 s at most, so nobody
  /// reads a later answer; the connection is closed.
  package var answerTimeout = Duration.seconds(35)

  /// Longer than the 90 s after which Go's HTTP client drops an idle connection, so that it is the client who closes
  /// and no request is lost to a connection that we close while it is being sent.
  package var idleTimeout = Duration.seconds(180)

  /// While the server stops: what an idle connection has for a last request, whose answer says that it was the last. To
  /// close it at once would lose what is on its way, and Go sends no POST twice. A client that is busy asks again within
  /// milliseconds, and one that has been silent for so long will hardly do so in the very moment of the end.
  package var lastRequestTimeout = Duration.seconds(3)

  /// Without any progress of our writes: the peer is gone or refuses to read.
  package var writeTimeout = Duration.seconds(20)

  /// After our last byte we read and drop what the peer still sends, so that a reset does not destroy an answer such
  /// as 413 on its way (RFC 9112, section 9.6); no longer and no more than this.
  package var lingerTimeout = Duration.seconds(2)
  package var lingerBytes = 1 << 20

  /// Tasks that answer requests off the loops, on all loops together; beyond it requests are answered 503. The API
  /// server calls again or applies its failure policy, which is better than a queue that outlives its deadlines.
  package var concurrentHandlers = 64

  /// Answers that are still being made while they are sent, on all loops together: each is a task with `streamedBytes`.
  /// A kubectl holds one or two, a controller one for each kind that it watches.
  package var streamedAnswers = 256

  /// Of one such answer, before its maker waits for the peer to read. Some hundred small events.
  package var streamedBytes = 64 << 10

  /// From the first byte of such an answer to its last. An API server ends a watch that names no end after 30 to 60
  /// minutes, and one that names an end then: longer ones end here.
  package var streamTimeout = Duration.seconds(4 * 3_600)

  /// Stream resets by the peer: a burst, then per second (CVE-2023-44487). A cancelled kubectl costs one.
  package var resetBurst = 200
  package var resetsPerSecond = 20

  /// Frames that cost us work and carry no request (PING, SETTINGS, PRIORITY, WINDOW_UPDATE beyond need, empty DATA and
  /// CONTINUATION): a burst, then per second (CVE-2019-9512, -9513, -9515, -9518). Go pings every 15 s at most.
  package var controlFrameBurst = 400
  package var controlFramesPerSecond = 40

  package init() {}
}
