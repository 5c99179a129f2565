// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Icarus

@Suite("Where a sidecar listens")
struct SidecarEndpointTests {
  @Test(
    "names and addresses become URLs, those of IPv6 in brackets",
    arguments: [
      ("10.0.0.7", 4567, "http://10.0.0.7:4567"), ("fd00::7", 4567, "http://[fd00::7]:4567"),
      ("demo-dc1-rack1-0.demo", 1, "http://demo-dc1-rack1-0.demo:1"), ("h", 65_535, "http://h:65535"),
    ])
  func url(address: String, port: Int, url: String) {
    #expect(SidecarEndpoint(address: address, port: port).url == url)
  }

  @Test("the usual port is that of Icarus")
  func usualPort() {
    #expect(SidecarEndpoint(address: "h").description == "h:4567")
  }

  @Test(
    "what is no address leads nowhere",
    arguments: [
      ("", 4567), ("h", 0), ("h", -1), ("h", 65_536), ("h/x", 1), ("u@h", 1), ("h?x", 1), ("h#x", 1), ("h h", 1),
      ("h\r\nX: y", 1), ("[::1]", 1), ("fe80::1%eth0", 1), ("ä", 1), (String(repeating: "h", count: 254), 1),
    ])
  func noAddress(address: String, port: Int) {
    #expect(SidecarEndpoint(address: address, port: port).url == nil)
  }
}
