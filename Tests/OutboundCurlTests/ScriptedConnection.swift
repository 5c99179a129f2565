// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One connection of a `ScriptedServer`, on blocking calls.
final class ScriptedConnection {
  struct Request {
    var head: String
    var body: [UInt8]

    func has(_ line: String) -> Bool { head.contains(line + "\r\n") }
  }

  /// Counts from zero, in the order of acceptance.
  let number: Int
  private let descriptor: Int32
  private var input: [UInt8] = []

  init(_ descriptor: Int32, number: Int) {
    self.descriptor = descriptor
    self.number = number
  }

  deinit { close(descriptor) }

  /// The next request; nil when the client has closed the connection.
  func request() -> Request? {
    while true {
      if let request = takeRequest() { return request }
      guard receive() else { return nil }
    }
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// - Parameter whenStalled: called when the client has not taken anything for a second, again and again.
  /// - Returns: false when the client takes no more.
  @discardableResult
  func send(_ bytes: [UInt8], whenStalled: () -> Void = {}) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
      guard count > 0 || errno == EAGAIN else { return false }
      rest = rest.dropFirst(max(count, 0))
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if Glibc.poll(&poll, 1, 1_000) == 0 { whenStalled() }
    }
    return true
  }

  func answer(_ body: String, fields: [String] = []) {
    answer(Array(body.utf8), fields: fields)
  }

  func answer(_ body: [UInt8], fields: [String] = []) {
    let lines = ["HTTP/1.1 200 OK", "Content-Length: \(body.count)"] + fields
    send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }

  /// Waits for the first bytes, whatever they are.
  func readSome() { _ = receive() }

  /// Returns once the client has ended the connection; what it sends until then is dropped.
  func waitForEnd() {
    while receive() { input = [] }
  }

  /// Closes as a process does that is killed: the client gets a reset.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    shutdown(descriptor, Int32(SHUT_RD))
  }

  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    input += buffer.prefix(count)
    return true
  }

  private func takeRequest() -> Request? {
    let end = Array("\r\n\r\n".utf8)
    guard input.count >= 4,
      let start = input.indices.dropLast(3).first(where: { input[$0..<$0 + 4].elementsEqual(end) })
    else { return nil }
    let head = String(decoding: input[..<(start + 4)], as: UTF8.self)
    let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
    let count = length.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    guard input.count >= start + 4 + count else { return nil }
    defer { input.removeFirst(start + 4 + count) }
    return Request(head: head, body: Array(input[(start + 4)...].prefix(count)))
  }
}
