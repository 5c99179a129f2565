// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// A certificate that signs itself, with its key, made by openssl: our own builder makes servers' only.
struct ClientCertificate: Sendable {
  let certificate: [UInt8]
  let key: [UInt8]

  /// The one that each `SecuredServer` believes.
  static let known = Result { try ClientCertificate(named: "known") }
  static let unknown = Result { try ClientCertificate(named: "unknown") }

  private init(named name: String) throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key -out certificate"
    process.arguments = ["openssl"] + words.split(separator: " ").map(String.init) + ["-subj", "/CN=\(name)"]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "this test needs openssl")
    certificate = Array(try folder.read("certificate").utf8)
    key = Array(try folder.read("key").utf8)
  }
}
