// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import KubeModel
import TLS

struct CertsInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make an authority and a serving certificate, for laptops and tests.",
    discussion: """
      Writes ca.crt, ca.key, tls.crt and tls.key (ECDSA P-256, keys readable by their owner alone). Existing files are \
      never overwritten.

      EXAMPLE
        cassette certs init dev-certs --dns localhost --dns cassette.cassette-system.svc
      """)

  @Argument(help: "The folder for the files; it is made if it is missing.")
  var folder: String

  @Option(name: .customLong("dns"), help: "A DNS name or IP address of the server. Repeatable.")
  var names: [String] = []

  @Option(help: "How long both certificates are valid, in days, 1 to 3650.")
  var days: Int64 = 365

  func validate() throws {
    guard (1...3650).contains(days) else { throw ValidationError("--days must be 1 to 3650, found \(days)") }
    guard !names.isEmpty else {
      throw ValidationError("--dns is missing: name the server, for example --dns localhost")
    }
  }

  func run() throws {
    let subjects = try names.map { try SubjectName($0) }
    let directory = try CertificateDirectory(path: folder)
    // Clocks of clients may be slow.
    let start = Instant.now.seconds - 300
    let validity = CertificateValidity(notBefore: start, notAfter: start + days * 86_400)

    let authorityKey = try PrivateKey.generate()
    let authority = try CertificateBuilder(commonName: "cassette-ca", validity: validity).authority(key: authorityKey)
    let key = try PrivateKey.generate()
    let certificate = try CertificateBuilder(commonName: "cassette", validity: validity)
      .server(names: subjects, key: key, authority: authority, authorityKey: authorityKey)

    try directory.write("ca.key", authorityKey.pem(), readableByAll: false)
    try directory.write("ca.crt", authority.pem(), readableByAll: true)
    try directory.write("tls.key", key.pem(), readableByAll: false)
    try directory.write("tls.crt", certificate.pem(), readableByAll: true)
    print("wrote ca.crt, ca.key, tls.crt and tls.key to \(folder), valid for \(days) days")
  }
}
