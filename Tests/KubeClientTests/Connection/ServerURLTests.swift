// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeClient

@Suite("The URL of an API server")
struct ServerURLTests {
  @Test(
    "what can be appended to is kept",
    arguments: [
      ("https://10.0.0.1:6443", "https://10.0.0.1:6443"), ("https://api/", "https://api"),
      ("HTTPS://Api", "https://Api"),
      ("http://localhost:8080/k8s/clusters/c-1//", "http://localhost:8080/k8s/clusters/c-1"),
      ("https://[::1]:6443", "https://[::1]:6443"),
    ])
  func accepted(_ text: String, _ kept: String) throws {
    #expect(try ServerURL(text).description == kept)
    #expect(try ServerURL(text).isEncrypted == kept.hasPrefix("https"))
  }

  @Test(
    "what is none is refused",
    arguments: [
      "", "api", "api:6443", "https://", "https:///", "ftp://api", "https://a b", "https://a\n", "https://a?x=y",
      "https://a#b", "file:///etc/passwd", "https:api", "//api", "https://ä",
    ])
  func refused(_ text: String) {
    #expect(throws: ConfigurationError.self) { try ServerURL(text) }
  }

  @Test("a password in it is refused and not shown")
  func password() {
    let error = #expect(throws: ConfigurationError.self) { try ServerURL("https://ann:S3CRET@api") }
    #expect(error?.description.contains("S3CRET") == false)
  }
}
