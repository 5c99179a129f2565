// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel
import Testing

@testable import Command

@Suite("What cassette certs says of a cluster")
struct CertificateStatusTests {
  private let settings = CertificateSettings(
    secret: ObjectKey(namespace: "ns", name: "certificates"), service: ObjectKey(namespace: "ns", name: "cassette"),
    configurations: "cassette")

  private func text(_ secret: CertificateSecret.Content?) -> CertificateStatusText {
    CertificateStatusText(
      settings, CertificateView(configurations: [], secret: secret, identity: nil, now: Instant(seconds: 0)))
  }

  @Test("where there is nothing, that is said, and nothing is trusted")
  func nothing() {
    #expect(text(nil).lines == ["Secret          ns/certificates", "                does not exist"])
    #expect(text(.empty).lines.last == "                is empty")
    #expect(text(.unusable("no\nkey")).lines.last == "                holds something else: no key")
    #expect(!text(nil).isTrusted)
  }

  @Test(
    "what names no cluster's things is refused",
    arguments: [
      (["status", "--cert-secret", "a/b/c"], "--cert-secret must be NAME or NAMESPACE/NAME, found \"a/b/c\""),
      (["rotate", "--service", ""], "--service must be NAME or NAMESPACE/NAME, found \"\""),
      (["rotate", "--timeout", "0"], "--timeout must be 1 or more, found 0"),
    ])
  func refused(_ arguments: [String], _ message: String) throws {
    let result = try Program.run(Program.executable, ["certs"] + arguments)
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
  }
}
