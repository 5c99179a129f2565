// SPDX-License-Identifier: Apache-2.0
package import TLS

/// A client and a server that speak TLS over memory: the network is whatever the test carries from one to the other.
package struct TLSPair: ~Copyable {
  package var client: TLSConnection
  package var server: TLSConnection

  package static func make(
    client clientContext: TLSContext, server serverContext: TLSContext, clients: ClientAuthorities? = nil,
    serverName: String = "localhost"
  ) throws -> TLSPair {
    let client = try TLSConnection.client(clientContext, serverName: serverName)
    return TLSPair(client: client, server: try TLSConnection.server(serverContext, clients: clients))
  }

  private init(client: consuming TLSConnection, server: consuming TLSConnection) {
    self.client = client
    self.server = server
  }

  /// A pair with the shared certificates whose handshake is complete.
  package static func connected(versions: ClosedRange<TLSVersion> = .tls12 ... .tls13) throws -> TLSPair {
    let certificates = try TestCertificates.shared()
    var pair = try TLSPair.make(
      client: try certificates.clientContext(versions: versions), server: try certificates.serverContext())
    _ = try pair.handshake()
    return pair
  }

  /// Shakes hands to the end.
  /// - Parameter chunk: how many bytes each end receives at a time.
  /// - Returns: what the server agreed to.
  package mutating func handshake(chunk: Int = .max) throws -> TLSParameters {
    _ = try client.handshake()
    for _ in 1...10 {
      let server = try Self.step(&server, with: client.takeOutput(), chunk)
      let client = try Self.step(&client, with: self.server.takeOutput(), chunk)
      if let server, let client, server == client { return server }
    }
    throw TLSPairError.handshakeDoesNotEnd
  }

  private static func step(
    _ end: inout TLSConnection, with input: [UInt8], _ chunk: Int
  ) throws -> TLSParameters? {
    var result = try end.handshake()
    for bytes in input.chunks(of: chunk) {
      try end.receive(bytes)
      result = try end.handshake()
    }
    guard case .complete(let parameters) = result else { return nil }
    return parameters
  }
}

package enum TLSPairError: Error {
  case handshakeDoesNotEnd
}
