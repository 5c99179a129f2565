// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Posix

/// What the connections of one loop share. It never leaves the loop's thread.
final class LoopContext {
  /// Tells this loop's requests from those of other loops.
  let loop: ObjectIdentifier
  let limits: Limits
  let times: ConnectionTimes
  let handler: any Handler
  /// Nil if every client is answered.
  let clients: AllowedClients?
  let pool: HandlerPool
  let metrics: ServerMetrics
  let logger: Logger
  /// Brings what a handler of the pool answers back to its loop.
  let deliver: HandlerPool.Delivery
  /// The time at which the current turn began; good enough for deadlines of seconds.
  var now = MonotonicTime.now()
  var budget: BodyBudget
  var connectionCount = 0
  private var failures = LogThrottle()

  /// Bytes as the socket gave them. One read takes a whole review, mostly several.
  let received = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  /// The same after decryption: a TLS record carries at most 16 KiB.
  let decrypted = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
  /// Output of a codec on its way to the transport.
  var outgoing: [UInt8] = []

  init(_ executor: LoopExecutor, _ shared: LoopShare) {
    loop = ObjectIdentifier(executor)
    limits = shared.configuration.limits
    times = ConnectionTimes(limits)
    budget = BodyBudget(bytes: limits.bodyBytesPerLoop)
    handler = shared.handler
    clients = shared.clients
    pool = shared.pool
    metrics = shared.metrics
    logger = shared.logger
    deliver = { ticket, news in executor.perform { $0.heard(news, of: ticket) } }
  }

  deinit {
    received.deallocate()
    decrypted.deallocate()
  }

  /// What one connection suffered, for whoever looks for the reason of a failing webhook call; a stranger cannot fill
  /// the disk with it.
  func logFailure(of peer: SocketAddress, _ end: ConnectionEnd, _ reason: String) {
    guard let suppressed = failures.admit(at: now) else { return }
    logger.info(
      "connection failed",
      metadata: [
        "peer": "\(peer)", "end": "\(end.rawValue)", "reason": "\(reason)", "unreported": "\(suppressed)",
      ])
  }
}
