// SPDX-License-Identifier: Apache-2.0
import Logging
import TLS
import TestSupport
import Testing

@testable import Command
@testable import HTTPServer

@Suite("The authorities of clients")
struct ServingClientsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("ca.crt", TestCertificates.shared().authority.pem())
  }

  private func clients() throws -> ServingClients {
    try ServingClients(
      ServeConfiguration.Clients(authoritiesFile: folder.file("ca.crt"), names: []),
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  @Test("a new file is used from the next look on, and one that did not change is left alone")
  func replaced() throws {
    let clients = try clients()
    let first = clients.allowed.authorities
    clients.refresh()
    #expect(clients.allowed.authorities === first)
    try folder.write("ca.crt", TestCertificates.shared().authority.pem() + TestCertificates().authority.pem())
    clients.refresh()
    #expect(clients.allowed.authorities !== first)
  }

  @Test(
    "a file that cannot be used leaves the last one in use, and no start",
    arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\n", "leaf"])
  func broken(_ text: String) throws {
    let clients = try clients()
    let first = clients.allowed.authorities
    let leaf = try TestCertificates.shared().certificate.pem()
    try folder.write("ca.crt", text == "leaf" ? leaf : Array(text.utf8))
    clients.refresh()
    #expect(clients.allowed.authorities === first)
    let refusal = #expect(throws: ConfigurationError.self) { try self.clients() }
    #expect(refusal?.description.hasPrefix("--client-ca: \(folder.file("ca.crt")): ") == true)
  }

  @Test("a file that is not there is named")
  func missing() throws {
    try folder.remove("ca.crt")
    let path = folder.file("ca.crt")
    #expect(throws: ConfigurationError("--client-ca: \(path): No such file or directory")) { try clients() }
  }
}
