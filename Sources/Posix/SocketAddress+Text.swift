// SPDX-License-Identifier: Apache-2.0
private import CLinux
private import Glibc

extension SocketAddress: CustomStringConvertible {
  /// Reads `HOST:PORT`, where HOST is an IPv4 address, an IPv6 address in brackets, a name, or nothing: all addresses of
  /// this machine. Port 0 lets the kernel choose one.
  ///
  /// A name is looked up now, which may wait for a name server; of its addresses the first IPv4 one is taken, else the
  /// first, because "localhost" means 127.0.0.1 to most clients that are written with a fixed address.
  package init(_ text: String) throws(SocketAddressError) {
    let (host, portText) = try Self.split(text)
    guard portText.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let port = UInt16(portText) else {
      throw SocketAddressError(text: text, reason: "the port must be a number from 0 to 65535")
    }
    self = host.isEmpty ? .anyIPv6(port: port) : try Self.resolve(host, port, in: text)
  }

  /// As `init` reads it: `127.0.0.1:8443`, `[::1]:8443`.
  package var description: String {
    switch self {
    case .ipv4(_, let port): "\(numericHost):\(port)"
    case .ipv6(_, let port, _): "[\(numericHost)]:\(port)"
    }
  }

  private static func split(_ text: String) throws(SocketAddressError) -> (host: String, port: String) {
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else {
      let example = "write HOST:PORT, as in 127.0.0.1:8443, [::1]:8443 or :8443"
      throw SocketAddressError(text: text, reason: "it has no port; \(example)")
    }
    let host = text[..<colon]
    let port = String(text[text.index(after: colon)...])
    if host.hasPrefix("["), host.hasSuffix("]") { return (try bracketed(host.dropFirst().dropLast(), text), port) }
    guard !host.contains(where: { $0 == ":" || $0 == "[" || $0 == "]" }) else {
      throw SocketAddressError(text: text, reason: "an IPv6 address is written in brackets, as in [::1]:8443")
    }
    return (String(host), port)
  }

  private static func bracketed(_ host: Substring, _ text: String) throws(SocketAddressError) -> String {
    guard host.contains(":") else {
      throw SocketAddressError(text: text, reason: "what is in brackets must be an IPv6 address")
    }
    return String(host)
  }

  private static func resolve(
    _ host: String, _ port: UInt16, in text: String
  ) throws(SocketAddressError) -> SocketAddress {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else {
      throw SocketAddressError(text: text, reason: "\(host): \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(list) }
    let found = sequence(first: list, next: { $0?.pointee.ai_next }).prefix { $0 != nil }.compactMap(address)
    guard let best = found.first(where: { $0.family == AF_INET }) ?? found.first else {
      throw SocketAddressError(text: text, reason: "\(host) has neither an IPv4 nor an IPv6 address")
    }
    return best
  }

  private static func address(_ info: UnsafeMutablePointer<addrinfo>?) -> SocketAddress? {
    guard let info, let address = info.pointee.ai_addr else { return nil }
    return SocketAddress(UnsafeRawBufferPointer(start: address, count: Int(info.pointee.ai_addrlen)))
  }

  /// getnameinfo and not inet_ntop, which leaves out the interface of a link-local address.
  private var numericHost: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { buffer in
      buffer.initialize(repeating: 0)
      guard let text = buffer.baseAddress else { return "?" }
      let code = withSockaddr { getnameinfo($0, $1, text, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) }
      return code == 0 ? String(cString: text) : "?"
    }
  }
}
