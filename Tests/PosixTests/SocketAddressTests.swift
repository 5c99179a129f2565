// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Posix

@Suite struct SocketAddressTests {
  @Test(
    "addresses are read and print back",
    arguments: [
      ("127.0.0.1:8443", SocketAddress.ipv4(host: 0x7f00_0001, port: 8443), "127.0.0.1:8443"),
      ("0.0.0.0:0", .anyIPv4(port: 0), "0.0.0.0:0"),
      ("[::1]:8443", .ipv6(host: 1, port: 8443, scope: 0), "[::1]:8443"),
      ("[2001:DB8:0::7]:1", .ipv6(host: 0x2001_0db8 << 96 | 7, port: 1, scope: 0), "[2001:db8::7]:1"),
      (":65535", .anyIPv6(port: 65535), "[::]:65535"),
      ("[::]:8443", .anyIPv6(port: 8443), "[::]:8443"),
      ("localhost:0", .ipv4(host: 0x7f00_0001, port: 0), "127.0.0.1:0"),
    ])
  func parses(text: String, address: SocketAddress, printed: String) throws {
    #expect(try SocketAddress(text) == address)
    #expect(address.description == printed)
    #expect(try SocketAddress(printed) == address)
  }

  @Test(
    "what is no address is refused with the reason",
    arguments: [
      ("", "it has no port"),
      ("8443", "it has no port"),
      ("localhost", "it has no port"),
      ("[::1]", "it has no port"),
      ("::1:8443", "in brackets"),
      ("[127.0.0.1]:8443", "must be an IPv6 address"),
      ("[]:8443", "must be an IPv6 address"),
      ("127.0.0.1:", "number from 0 to 65535"),
      ("127.0.0.1:https", "number from 0 to 65535"),
      ("127.0.0.1:65536", "number from 0 to 65535"),
      ("127.0.0.1:-1", "number from 0 to 65535"),
      ("127.0.0.1:+1", "number from 0 to 65535"),
      ("no host:1", "no host: "),
    ])
  func refuses(text: String, reason: String) {
    let error = #expect(throws: SocketAddressError.self) { try SocketAddress(text) }
    #expect(error?.description.hasPrefix("\"\(text)\" is no address: ") == true)
    #expect(error?.reason.contains(reason) == true)
  }

  @Test("an address survives the kernel's structures, scope included")
  func roundTrip() {
    let address = SocketAddress.ipv6(host: 0xfe80 << 112 | 0x42, port: 443, scope: 1)
    let copy = address.withSockaddr { SocketAddress(UnsafeRawBufferPointer(start: $0, count: Int($1))) }
    #expect(copy == address)
  }
}
