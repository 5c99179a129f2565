// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import Foundation
import TestSupport
import Testing

@testable import TLS

/// Somebody who issues certificates to clients, played by openssl: our own builder makes servers' only.
struct ClientIssuer {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// - Parameter days: below zero for one that has expired.
  func issue(_ name: String, days: Int = 1, _ extensions: String...) throws -> ClientCertificate {
    let tools = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Tools")
    let process = Process()
    process.executableURL = tools.appending(path: "client-certificate").standardizedFileURL
    process.arguments = [folder.path, name, "\(days)"] + extensions
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "this test needs openssl")
    return ClientCertificate(
      certificate: try Certificate.chain(pem: Array(try folder.read("\(name).crt").utf8))[0],
      key: try PrivateKey(pem: Array(try folder.read("\(name).key").utf8)))
  }

  /// From the first certificate on.
  var authority: Certificate {
    get throws { try Certificate.chain(pem: Array(try folder.read("ca.crt").utf8))[0] }
  }
}

struct ClientCertificate {
  let certificate: Certificate
  let key: PrivateKey

  /// Has a client show it when it is asked.
  func use(in client: borrowing TLSConnection) {
    #expect(SSL_use_certificate(client.ssl, certificate.pointer) == 1)
    #expect(SSL_use_PrivateKey(client.ssl, key.pointer) == 1)
  }
}
