// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("cassette certs init")
struct CertsCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func make(_ arguments: String...) throws -> Program.Result {
    try Program.run(Program.executable, ["certs", "init", folder.file("new/certs")] + arguments)
  }

  @Test("four files, keys for their owner alone")
  func files() throws {
    let result = try make("--dns", "localhost")
    #expect(result.status == 0)
    #expect(
      result.lines == [
        "wrote ca.crt, ca.key, tls.crt and tls.key to \(folder.file("new/certs")), valid for 365 days"
      ])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("new/certs")).sorted()
        == ["ca.crt", "ca.key", "tls.crt", "tls.key"])
    for name in ["ca.key", "tls.key"] { #expect(try folder.permissions("new/certs/\(name)") == 0o600) }
    for name in ["ca.crt", "tls.crt"] {
      #expect(try folder.read("new/certs/\(name)").hasPrefix("-----BEGIN CERTIFICATE-----\n"))
    }
  }

  @Test("openssl agrees, for every name and no other")
  func verified() throws {
    #expect(try make("--dns", "cassette.ns.svc", "--dns", "127.0.0.1", "--days", "2").status == 0)
    func verify(_ arguments: String...) throws -> Int32 {
      try Program.run(
        "openssl",
        ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "ca.crt"] + arguments + ["tls.crt"],
        folder: folder.file("new/certs")
      ).status
    }
    #expect(try verify("-verify_hostname", "cassette.ns.svc") == 0)
    #expect(try verify("-verify_ip", "127.0.0.1") == 0)
    #expect(try verify("-verify_hostname", "localhost") != 0)
    func lasts(_ seconds: String) throws -> Int32 {
      try Program.run("openssl", ["x509", "-noout", "-checkend", seconds, "-in", folder.file("new/certs/tls.crt")])
        .status
    }
    #expect(try lasts("86400") == 0)
    #expect(try lasts("172801") != 0)
  }

  @Test("nothing is ever overwritten", arguments: ["ca.crt", "ca.key", "tls.crt", "tls.key"])
  func existing(_ name: String) throws {
    try folder.write("new/certs/\(name)", "mine")
    let result = try make("--dns", "localhost")
    #expect(result.status != 0)
    #expect(result.errors.contains("\(name): exists; remove it, or choose another folder"))
    #expect(try folder.read("new/certs/\(name)") == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("new/certs")) == [name])
  }

  @Test("a folder that cannot be made, and flags that make no sense, are refused")
  func refused() throws {
    try folder.write("new", "a file")
    #expect(try make("--dns", "localhost").errors.contains("the folder cannot be made"))
    #expect(try make().errors.contains("--dns is missing: name the server, for example --dns localhost"))
    #expect(try make("--dns", "localhost", "--days", "0").errors.contains("--days must be 1 to 3650, found 0"))
    #expect(try make("--dns", "not a name").errors.contains("\"not a name\""))
  }
}
