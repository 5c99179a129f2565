// SPDX-License-Identifier: Apache-2.0
import Posix
import TLS
import TestSupport

/// A client that blocks, and does on the wire exactly what a test says.
final class TestClient {
  struct Response: Equatable, Sendable {
    var status: Int
    var head: String
    var body: String
  }

  struct Failure: Error { let reason: String }

  private let socket: Socket
  private var tls: TLSConnection?
  private var received: [UInt8] = []

  /// - Parameter shakesHands: false leaves the connection silent.
  init(
    _ address: SocketAddress, isSecured: Bool, protocols: [ALPNProtocol] = [],
    versions: ClosedRange<TLSVersion> = .tls12 ... .tls13, shakesHands: Bool = true
  ) throws {
    socket = try Socket.connect(to: address, timeout: .seconds(20))
    tls = nil
    guard isSecured, shakesHands else { return }
    try shakeHands(protocols: protocols, versions: versions)
  }

  func shakeHands(
    protocols: [ALPNProtocol] = [], versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  ) throws {
    let context = try TestCertificates.shared().clientContext(protocols: protocols, versions: versions)
    tls = try TLSConnection.client(context, serverName: "localhost")
    while true {
      let result = try tls?.handshake()
      try flush()
      guard result == .wantsMoreInput else { return }
      guard let bytes = try read() else { throw Failure(reason: "closed during the handshake") }
      try tls?.receive(bytes)
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    guard tls != nil else { return try write(bytes) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = try tls?.write(Array(rest)) ?? 0
      rest = rest.dropFirst(taken)
      try flush()
    }
  }

  /// Sends bytes as they are, below TLS.
  func sendRaw(_ bytes: [UInt8]) throws { try write(bytes) }

  func shutdownSending() throws { try socket.shutdownSending() }

  /// Says in TLS that nothing more comes, and leaves the socket open.
  func sayGoodbye() throws {
    tls?.shutdown()
    try flush()
  }

  /// Reads one response, by its Content-Length.
  func response() throws -> Response {
    let end = try position(after: "\r\n\r\n")
    let head = String(decoding: received[..<end], as: UTF8.self)
    let length = Self.field("content-length", in: head).flatMap { Int($0) } ?? 0
    while received.count < end + length {
      guard try more() else { throw Failure(reason: "closed within a response") }
    }
    let body = String(decoding: received[end..<end + length], as: UTF8.self)
    received.removeFirst(end + length)
    return Response(status: Int(head.split(separator: " ")[1]) ?? 0, head: head.lowercased(), body: body)
  }

  /// Reads the head of a response whose body comes in chunks.
  func head() throws -> String {
    let end = try position(after: "\r\n\r\n")
    defer { received.removeFirst(end) }
    return String(decoding: received[..<end], as: UTF8.self).lowercased()
  }

  /// Reads one chunk; the last one is empty.
  func chunk() throws -> String {
    let start = try position(after: "\r\n")
    guard let size = Int(String(decoding: received[..<(start - 2)], as: UTF8.self), radix: 16) else {
      throw Failure(reason: "no chunk")
    }
    while received.count < start + size + 2 {
      guard try more() else { throw Failure(reason: "closed within a chunk") }
    }
    defer { received.removeFirst(start + size + 2) }
    return String(decoding: received[start..<start + size], as: UTF8.self)
  }

  /// Reads until the text has come.
  private func position(after text: String) throws -> Int {
    while true {
      if let end = received.firstRange(of: Array(text.utf8))?.upperBound { return end }
      guard try more() else { throw Failure(reason: "closed before a response") }
    }
  }

  func get(_ target: String) throws -> Response {
    try send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try response()
  }

  func post(_ target: String, _ body: String) throws -> Response {
    try send("POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return try response()
  }

  /// Whether the server ends the connection without another response.
  func isClosedByServer() throws -> Bool {
    while try more() {}
    return received.isEmpty
  }

  private static func field(_ name: String, in head: String) -> Substring? {
    head.lowercased().split(separator: "\r\n").first { $0.hasPrefix(name + ": ") }?.dropFirst(name.count + 2)
  }

  /// False at the end of the stream.
  private func more() throws -> Bool {
    guard let bytes = try read() else { return false }
    guard tls != nil else {
      received += bytes
      return true
    }
    try tls?.receive(bytes)
    guard let (plaintext, end) = try tls?.readAll() else { return false }
    received += plaintext
    return end != .closed || !plaintext.isEmpty
  }

  private func flush() throws {
    guard let bytes = tls?.takeOutput() else { return }
    try write(bytes)
  }

  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try sendOnce(Array(rest)))
    }
  }

  private func sendOnce(_ bytes: [UInt8]) throws -> Int {
    guard case .done(let count) = try socket.send(bytes.span.bytes) else { throw Failure(reason: "a send timed out") }
    return count
  }

  /// Nil at the end of the stream, which a reset is too.
  private func read() throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    switch try receive(into: &buffer) {
    case .bytes(let count): return Array(buffer[..<count])
    case .endOfStream: return nil
    case .wouldBlock: throw Failure(reason: "nothing came in time")
    }
  }

  private func receive(into buffer: inout [UInt8]) throws -> ReceiveResult {
    var span = buffer.mutableSpan
    var room = span.mutableBytes
    do {
      return try socket.receive(into: &room)
    } catch {
      guard error.meansPeerLeft else { throw error }
      return .endOfStream
    }
  }
}
