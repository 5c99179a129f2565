// SPDX-License-Identifier: Apache-2.0

/// The versions of HTTP that this protocol's grammar carries.
enum HTTP1Version: Sendable, Equatable {
  case http10, http11
}

/// The first line of a request (RFC 9112, section 3): method, target and version with single spaces between.
struct RequestLine: Sendable, Equatable {
  var method: HTTPMethod
  var path: String
  var query: String?
  /// The host of a target in absolute form, which counts instead of the Host field (section 3.2.2).
  var authority: String?
  var version: HTTP1Version

  /// - Parameter line: without its line end.
  init(parsing line: Span<UInt8>) throws(Refusal) {
    guard let methodEnd = line.firstIndex(of: FieldRules.space),
      let targetEnd = line.firstIndex(of: FieldRules.space, in: methodEnd + 1..<line.count)
    else { throw .malformed("The request line is not method, target and version with one space between them.") }
    version = try Self.version(line.extracting(targetEnd + 1..<line.count))
    method = try Self.method(line.extracting(0..<methodEnd))
    (path, query, authority) = ("", nil, nil)
    try parseTarget(line.extracting(methodEnd + 1..<targetEnd))
  }

  private static func version(_ bytes: Span<UInt8>) throws(Refusal) -> HTTP1Version {
    if bytes.equals("HTTP/1.1") { return .http11 }
    if bytes.equals("HTTP/1.0") { return .http10 }
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    guard bytes.count == 8, bytes.extracting(0..<5).equals("HTTP/"), isDigit(bytes[5]),
      bytes[6] == UInt8(ascii: "."), isDigit(bytes[7])
    else { throw .malformed("The request line does not end in a version such as HTTP/1.1.") }
    throw Refusal(status: 505, reason: "Only HTTP/1.0, HTTP/1.1 and, by ALPN, HTTP/2 are spoken here.")
  }

  private static func method(_ bytes: Span<UInt8>) throws(Refusal) -> HTTPMethod {
    guard !bytes.isEmpty, FieldRules.token.containsAll(bytes), let name = String(validating: bytes) else {
      throw .malformed("The method is empty or holds a byte that no method may hold.")
    }
    if name == "CONNECT" { throw Refusal(status: 501, reason: "CONNECT is for proxies; this server is none.") }
    return HTTPMethod(name)
  }

  private mutating func parseTarget(_ bytes: Span<UInt8>) throws(Refusal) {
    guard !bytes.isEmpty, FieldRules.target.containsAll(bytes) else {
      throw .malformed("The target is empty or holds a byte that a URI may not hold.")
    }
    if bytes[0] == UInt8(ascii: "/") {
      splitQuery(bytes)
    } else if bytes.equals("*") {
      guard method == .options else { throw .malformed("The target * is for the method OPTIONS only.") }
      path = "*"
    } else {
      try parseAbsoluteForm(bytes)
    }
  }

  private mutating func parseAbsoluteForm(_ bytes: Span<UInt8>) throws(Refusal) {
    let wrongForm = Refusal.malformed("The target neither begins with a slash nor is an http or https URI.")
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let scheme = String(validating: bytes.extracting(0..<colon)),
      scheme.equalsIgnoringCase("http") || scheme.equalsIgnoringCase("https"),
      bytes.count >= colon + 3, bytes.extracting(colon..<colon + 3).equals("://")
    else { throw wrongForm }
    let start = colon + 3
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end += 1 }
    let host = bytes.extracting(start..<end)
    guard !host.isEmpty, FieldRules.authority.containsAll(host) else {
      throw .malformed("The host of the target is empty or holds a byte that a host may not hold.")
    }
    authority = String(validating: host)
    splitQuery(bytes.extracting(end..<bytes.count))
    if path.isEmpty { path = "/" }
  }

  private mutating func splitQuery(_ bytes: Span<UInt8>) {
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    path = String(validating: bytes.extracting(0..<mark)) ?? ""
    query = mark == bytes.count ? nil : String(validating: bytes.extracting(mark + 1..<bytes.count))
  }
}
