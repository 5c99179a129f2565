// SPDX-License-Identifier: Apache-2.0
private import CCurl
internal import Outbound

/// What a request means in libcurl's options.
struct CurlOptions {
  let request: OutboundRequest
  /// Else it is read as a stream.
  let isReadWhole: Bool
  let limits: Limits

  /// Sets all but what libcurl calls back. The URL must live as long as the handle.
  func set(on easy: inout CurlEasy, _ url: borrowing CurlURL) throws(TransportError) {
    guard !url.hasCredentials else {
      throw .unusable("\(url.authority): the URL of the request holds a user name or a password")
    }
    try setManners(easy)
    try setConnection(easy)
    try setProxy(easy)
    try setMethod(easy)
    var lines = try fieldLines()
    if url.scheme == "https" {
      try setTrust(easy)
      if let name = request.security?.serverName, name != url.host {
        // libcurl verifies the host of the URL. So that becomes the name, and the host is where to connect to.
        let (host, authority) = (url.host, url.authority)
        try url.setHost(name)
        try easy.set(CURLOPT_CONNECT_TO, list: ["::\(host):"])
        lines.append("Host: \(authority)")
      }
    }
    try easy.set(CURLOPT_HTTPHEADER, list: lines)
    try easy.set(CURLOPT_CURLU, UnsafeMutableRawPointer(url.pointer))
  }

  /// No signals, nothing from files, nothing that we did not ask for.
  private func setManners(_ easy: borrowing CurlEasy) throws(TransportError) {
    // Signals belong to the program; with the resolver's own threads libcurl needs none.
    try easy.set(CURLOPT_NOSIGNAL, true)
    // Who gives up while a name is being resolved does not wait for the resolver, which would stop the whole thread.
    try easy.set(CURLOPT_QUICK_EXIT, true)
    try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    try easy.set(CURLOPT_FOLLOWLOCATION, false)
    try easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    // A connection for each stream: docs/decisions/0012.
    try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    // What a whole body may become is bounded by its limit. A stream that is paused would grow inside of libcurl.
    if isReadWhole { try easy.set(CURLOPT_ACCEPT_ENCODING, "gzip") }
  }

  private func setConnection(_ easy: borrowing CurlEasy) throws(TransportError) {
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, Int(request.timeouts.connect.wholeMilliseconds))
    try easy.set(CURLOPT_MAXAGE_CONN, Int(limits.idleConnectionAge.components.seconds))
    if !request.isRepeatable {
      // libcurl sends again what it sent on a used connection that turns out to be closed. A new one is not a used one.
      try easy.set(CURLOPT_FRESH_CONNECT, true)
      try easy.set(CURLOPT_FORBID_REUSE, true)
    }
  }

  private func setProxy(_ easy: borrowing CurlEasy) throws(TransportError) {
    switch request.proxy {
    case .environment: break
    case .none: try easy.set(CURLOPT_PROXY, "")
    case .url(let text):
      // Read here first, since libcurl's complaint about it would repeat its password.
      let schemes: Set = ["http", "https", "socks5", "socks5h"]
      _ = try CurlURL(text, "the URL of the proxy", schemes: schemes)
      try easy.set(CURLOPT_PROXY, text)
      try easy.set(CURLOPT_NOPROXY, "")
    }
  }

  /// A body is read through a function that cannot go back. So libcurl, which sends a request again when a used
  /// connection turns out to be closed, does not send one again of which the server may have all.
  private func setMethod(_ easy: borrowing CurlEasy) throws(TransportError) {
    if !request.body.isEmpty || ![.get, .delete].contains(request.method) {
      try easy.set(CURLOPT_UPLOAD, true)
      try easy.set(CURLOPT_INFILESIZE_LARGE, offset: request.body.count)
    }
    try easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  private func fieldLines() throws(TransportError) -> [String] {
    // Nobody is asked whether a body is welcome: that costs a round trip.
    var lines = ["Expect:"]
    for field in request.fields {
      guard Self.isName(field.name), !field.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw .unusable("the header field \"\(field.name)\" holds a character that it may not have")
      }
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    return lines
  }

  /// A token of RFC 9110, section 5.6.2.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
      }
  }

  private func setTrust(_ easy: borrowing CurlEasy) throws(TransportError) {
    let security = request.security ?? OutboundSecurity()
    try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // A resumed session is that of whoever shook hands first. Connections live long; a handshake more is no matter.
    try easy.set(CURLOPT_SSL_SESSIONID_CACHE, false)
    try easy.set(CURLOPT_SSL_VERIFYPEER, !security.skipsVerification)
    try easy.set(CURLOPT_SSL_VERIFYHOST, security.skipsVerification ? 0 : 2)
    if let authorities = security.authorities {
      // Debian's libcurl trusts the system's folder beside the authorities it is given.
      try easy.set(CURLOPT_CAPATH, nil)
      try easy.set(CURLOPT_CAINFO, nil)
      try easy.set(CURLOPT_CAINFO_BLOB, blob: authorities)
    }
    if let certificate = security.certificate { try easy.set(CURLOPT_SSLCERT_BLOB, blob: certificate) }
    if let key = security.key { try easy.set(CURLOPT_SSLKEY_BLOB, blob: key) }
  }
}
