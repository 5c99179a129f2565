// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Posix

/// Sends texts over a connection of its own for each.
struct TestHTTPClient: Sendable {
  private let address: SocketAddress

  init(_ address: SocketAddress) { self.address = address }

  /// The status that a request is answered with.
  func status(of request: String) async throws -> Int? {
    let address = address
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try Self.status(of: request, at: address) }) }
    }
  }

  private static func status(of request: String, at address: SocketAddress) throws -> Int? {
    let socket = try Socket.connect(to: address, timeout: .seconds(20))
    let bytes = Array(request.utf8)
    _ = try socket.send(bytes.span.bytes)
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var span = buffer.mutableSpan
    var room = span.mutableBytes
    guard case .bytes(let count) = try socket.receive(into: &room) else { return nil }
    return String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }
}
