// SPDX-License-Identifier: Apache-2.0
private import CCurl
internal import Outbound

/// A request on its way: owns what libcurl needs for it, and hands what comes to the exchange.
///
/// It lives on the thread of libcurl. libcurl refers to it unretained: the transfer frees the easy handle with itself.
final class CurlTransfer {
  /// What libcurl says at the end of a transfer.
  struct End {
    let transfer: CurlTransfer
    private let code: UInt32

    /// Nil for a handle that is not of a transfer.
    init?(_ handle: UnsafeMutableRawPointer?, _ code: UInt32) {
      guard let handle, let context = CCurl_get_private(handle) else { return nil }
      transfer = .from(context)
      self.code = code
    }

    func tell() { transfer.ended(code) }
  }

  let exchange: CurlExchange
  var times: TransferTimes
  let limits: Limits
  var easy: CurlEasy
  private let url: CurlURL
  private var head: HeadCollector
  private var sentBytes = 0

  var handle: UnsafeMutableRawPointer { easy.pointer }

  init(_ exchange: CurlExchange, limits: Limits, now: TransferTimes.Instant) throws(TransportError) {
    self.exchange = exchange
    self.limits = limits
    times = TransferTimes(exchange.request.timeouts, startedAt: now)
    head = HeadCollector(limit: limits.headBytes)
    url = try CurlURL(exchange.request.url, "the URL of the request", schemes: ["http", "https"])
    easy = try CurlEasy()
    let options = CurlOptions(request: exchange.request, isReadWhole: exchange.isReadWhole, limits: limits)
    try options.set(on: &easy, url)
    try setFunctions()
    try setSocketFunctions()
  }

  /// To be called after the exchange has made room.
  func resume(at now: TransferTimes.Instant) {
    times.resumed(at: now)
    // A failure of the transfer is told by `End` too.
    _ = curl_easy_pause(handle, CURLPAUSE_CONT)
  }

  /// - Returns: whether one of the times of the transfer is over; then the exchange has ended.
  func expire(at now: TransferTimes.Instant) -> Bool {
    switch times.expired(at: now) {
    case nil: return false
    case .total(let duration): timedOut("the response did not end within \(duration)")
    case .idle(let duration): timedOut("nothing was received for \(duration)")
    }
    return true
  }

  private func timedOut(_ reason: String) {
    exchange.ended(.failed(.timedOut(beforeConnecting: !wasSent, "\(url.authority): \(reason)")))
  }

  private func ended(_ code: UInt32) {
    guard CURLcode(code) == CURLE_OK else {
      let reason = easy.reason(for: CURLcode(code))
      let error = TransportError(curl: code, reason: reason, authority: url.authority, wasSent: wasSent)
      return exchange.ended(.failed(error))
    }
    // To libcurl a head that is cut off is an end like any other.
    let cut = TransportError.broken(
      "\(url.authority): the connection was closed before the head of the response was whole")
    exchange.ended(head.isComplete ? .proper : .failed(cut))
  }

  /// libcurl notes the time when a connection is ready and the request is about to go out, on a used connection as well.
  private var wasSent: Bool { CCurl_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  private func refuse(_ reason: String) { exchange.ended(.failed(unreadable(reason))) }

  private func unreadable(_ reason: String) -> TransportError { .unreadable("\(url.authority): \(reason)") }
}

/// What libcurl calls. Each closure recovers the transfer, calls one method and returns its answer.
extension CurlTransfer {
  static func from(_ context: UnsafeMutableRawPointer) -> CurlTransfer {
    Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func setFunctions() throws(TransportError) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.set(CURLOPT_PRIVATE, context)
    try easy.set(CURLOPT_HEADERDATA, context)
    try easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      guard let context else { return 0 }
      return CurlTransfer.from(context).receivedLine(UnsafeRawBufferPointer(start: bytes, count: count))
    }
    try easy.set(CURLOPT_WRITEDATA, context)
    try easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      guard let context else { return 0 }
      return CurlTransfer.from(context).receivedBody(UnsafeRawBufferPointer(start: bytes, count: count))
    }
    try easy.set(CURLOPT_READDATA, context)
    try easy.setReadFunction { bytes, size, count, context in
      guard let context else { return 0 }
      return CurlTransfer.from(context).fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }
  }

  /// - Returns: how many bytes were taken; with less than all of them libcurl ends the transfer.
  private func receivedLine(_ line: UnsafeRawBufferPointer) -> Int {
    times.received(at: .now)
    switch head.receive(line) {
    case .incomplete, .ignored: return line.count
    case .tooLong: refuse("the head of the response is too long")
    case .head(let head):
      guard !exchange.isReadWhole || Self.isReadable(head) else {
        refuse("the response is compressed in a way that was not asked for")
        break
      }
      exchange.received(head)
      return line.count
    }
    return 0
  }

  /// libcurl undoes each compression it knows, in layers, however far they blow the bytes up. gzip once is what was
  /// asked for.
  private static func isReadable(_ head: OutboundHead) -> Bool {
    let codings = head.fields.filter { $0.name.lowercased() == "content-encoding" }.map { $0.value.lowercased() }
    return codings.isEmpty || codings == ["gzip"] || codings == ["identity"]
  }

  private func receivedBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    times.received(at: .now)
    let tooLong = unreadable("the body of the response is longer than \(exchange.request.responseLimit) bytes")
    switch exchange.received(bytes, tooLong: tooLong) {
    case .taken: return bytes.count
    case .refused: return Int(CURL_WRITEFUNC_ERROR)
    case .paused:
      times.paused()
      return Int(CURL_WRITEFUNC_PAUSE)
    }
  }

  /// - Returns: how many bytes of the request's body were copied; none at its end.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = exchange.request.body.dropFirst(sentBytes).prefix(buffer.count)
    buffer.copyBytes(from: part)
    sentBytes += part.count
    return part.count
  }
}
