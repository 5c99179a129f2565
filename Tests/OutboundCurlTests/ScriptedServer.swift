// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A server on a free port of this machine that does on each connection what its script says, on a thread of its own.
/// When the script ends, so does the connection. The server goes with its last reference.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (ScriptedConnection) -> Void

  let port: Int
  private let listener: Int32
  private let accepted = Mutex(0)

  init(_ script: @escaping Script) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { [listener] address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 512) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self, listener] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0, let number = self?.count() else { break }
        // Else a program that another test starts keeps the connection open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread { script(ScriptedConnection(descriptor, number: number)) }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// A port on which nobody listens any more.
  func closedPort() -> Int {
    shutdown(listener, Int32(SHUT_RDWR))
    return port
  }

  var url: String { "http://127.0.0.1:\(port)" }

  var connections: Int { accepted.withLock { $0 } }

  private func count() -> Int {
    accepted.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}

extension ScriptedServer {
  /// Answers each request on each connection.
  static func answering(
    _ answer: @escaping @Sendable (ScriptedConnection, ScriptedConnection.Request) -> Void
  ) throws
    -> ScriptedServer
  {
    try ScriptedServer { connection in
      while let request = connection.request() { answer(connection, request) }
    }
  }

  /// Reads what it is sent and never says a word.
  static func silent(began: Fact = Fact(), ended: Fact = Fact()) throws -> ScriptedServer {
    try ScriptedServer { connection in
      _ = connection.request()
      began.happen()
      connection.waitForEnd()
      ended.happen()
    }
  }
}
