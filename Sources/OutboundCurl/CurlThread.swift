// SPDX-License-Identifier: Apache-2.0
private import Glibc
internal import Outbound

/// The thread of libcurl: what is in the mailbox, then what the connections have, then a wait for more of either.
final class CurlThread {
  private let limits: Limits
  private let multi: CurlMulti
  private let mailbox: CurlMailbox
  private var transfers: [ObjectIdentifier: CurlTransfer] = [:]

  private init(_ limits: Limits, _ multi: CurlMulti) {
    self.limits = limits
    self.multi = multi
    mailbox = CurlMailbox(waking: multi)
  }

  /// - Returns: how to reach the thread. It ends when that is closed.
  static func start(_ limits: Limits) throws(TransportError) -> CurlMailbox {
    guard let multi = CurlMulti(limits) else { throw .unusable("libcurl has no memory for a transport") }
    let this = CurlThread(limits, multi)
    let mailbox = this.mailbox
    // The thread takes over this reference.
    let argument = Unmanaged.passRetained(this).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { CurlThread.run($0) }, argument)
    guard code == 0 else {
      Unmanaged<CurlThread>.fromOpaque(argument).release()
      throw .unusable("libcurl has no thread: \(String(cString: strerror(code)))")
    }
    pthread_detach(thread)
    return mailbox
  }

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let mailbox = Unmanaged<CurlThread>.fromOpaque(argument).takeRetainedValue().run()
    // By now the thread's own reference is gone, and with it the connections.
    mailbox.threadEnded()
    return nil
  }

  private func run() -> CurlMailbox {
    while let messages = mailbox.take() {
      for message in messages { perform(message) }
      multi.perform()
      while let end = multi.nextEnd() { remove(end) }
      expire()
      multi.wait(milliseconds: timeToNextDeadline)
    }
    for case .start(let exchange) in mailbox.takeRest() { exchange.ended(.failed(.cancelled)) }
    for transfer in transfers.values {
      multi.remove(transfer)
      transfer.exchange.ended(.failed(.cancelled))
    }
    transfers = [:]
    return mailbox
  }

  private func perform(_ message: CurlMailbox.Message) {
    switch message {
    case .start(let exchange): start(exchange)
    case .resume(let exchange): transfers[ObjectIdentifier(exchange)]?.resume(at: .now)
    case .drop(let exchange): remove(exchange)
    }
  }

  private func start(_ exchange: CurlExchange) {
    guard !exchange.hasEnded else { return }
    do throws(TransportError) {
      guard transfers.count < limits.requests else {
        throw .unreachable("\(limits.requests) requests are under way already, and no more are allowed at once")
      }
      let transfer = try CurlTransfer(exchange, limits: limits, now: .now)
      transfers[ObjectIdentifier(exchange)] = transfer
      multi.add(transfer)
    } catch {
      exchange.ended(.failed(error))
    }
  }

  private func remove(_ end: CurlTransfer.End) {
    end.tell()
    remove(end.transfer.exchange)
  }

  private func remove(_ exchange: CurlExchange) {
    guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
    multi.remove(transfer)
  }

  private func expire() {
    let now = ContinuousClock.now
    for transfer in transfers.values where transfer.expire(at: now) { remove(transfer.exchange) }
  }

  private var timeToNextDeadline: Int32 {
    let now = ContinuousClock.now
    let rest = transfers.values.compactMap { $0.times.next?.deadline }.min().map { now.duration(to: $0) }
    return min(rest ?? limits.longestWait, limits.longestWait).wholeMilliseconds
  }
}
