// SPDX-License-Identifier: Apache-2.0
import Documents
import FoundationEssentials
import HTTPServer
import KubeModel
import TLS

/// An authority, a certificate and a token for one run of the sandbox. Nothing of it is kept but what the kubeconfig needs.
struct SandboxCredentials: Sendable {
  /// 122 random bits.
  let token = UUID().uuidString.lowercased()
  private let authority: Certificate
  private let chain: [Certificate]
  private let key: PrivateKey

  /// Long enough for a sandbox that somebody forgets.
  private static let days: Int64 = 30

  init() throws {
    // Clocks of clients may be slow.
    let start = Instant.now.seconds - 300
    let validity = CertificateValidity(notBefore: start, notAfter: start + Self.days * 86_400)
    let authorityKey = try PrivateKey.generate()
    authority = try CertificateBuilder(commonName: "cassette-sandbox-ca", validity: validity)
      .authority(key: authorityKey)
    key = try PrivateKey.generate()
    let names = try ["localhost", "127.0.0.1", "::1"].map { try SubjectName($0) }
    chain = [
      try CertificateBuilder(commonName: "cassette-sandbox", validity: validity)
        .server(names: names, key: key, authority: authority, authorityKey: authorityKey)
    ]
  }

  func certificate() throws -> TLSContextSlot {
    TLSContextSlot(try TLSContext.server(chain: chain, key: key, protocols: ServerConfiguration().protocols))
  }

  /// Of whoever signed the certificate, in PEM.
  func authorityPEM() throws -> [UInt8] { try authority.pem() }

  /// Writes the certificate and its key into a folder of one's own.
  func writeCertificate(to folder: String) throws {
    try CertificateDirectory.write("\(folder)/tls.crt", try chain.flatMap { try $0.pem() }, readableByAll: false)
    try CertificateDirectory.write("\(folder)/tls.key", try key.pem(), readableByAll: false)
  }

  /// Writes the file anew, for its owner alone.
  func writeKubeconfig(to path: String, server: String) throws {
    let authorities = Data(try authority.pem()).base64EncodedString()
    let text = """
      apiVersion: v1
      kind: Config
      clusters:
      - name: sandbox
        cluster: {server: "\(server)", certificate-authority-data: \(authorities)}
      users:
      - name: sandbox
        user: {token: \(token)}
      contexts:
      - name: sandbox
        context: {cluster: sandbox, user: sandbox}
      current-context: sandbox

      """
    try? FileManager.default.removeItem(atPath: path)
    try CertificateDirectory.write(path, Array(text.utf8), readableByAll: false)
  }
}
