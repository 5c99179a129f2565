// SPDX-License-Identifier: Apache-2.0
private import CCurl
internal import Outbound

/// A URL as libcurl understands it, so that what we say about it and where libcurl connects to cannot differ.
///
/// Its errors do not repeat it: there may be a token in it. A zero byte would end it for libcurl and not for us.
struct CurlURL: ~Copyable {
  let pointer: OpaquePointer
  let scheme: String
  /// IPv6 addresses in brackets.
  let host: String
  /// Host and port, as in the field Host.
  let authority: String

  /// - Parameters:
  ///   - subject: "the URL of the request", for the error.
  ///   - schemes: which are allowed.
  init(_ text: String, _ subject: String, schemes: Set<String>) throws(TransportError) {
    guard !text.utf8.contains(0) else { throw .unusable("\(subject) holds a zero byte") }
    guard let pointer = curl_url() else { throw .unusable("libcurl has no memory for a URL") }
    let code = curl_url_set(pointer, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME))
    guard code == CURLUE_OK, let scheme = Self.part(CURLUPART_SCHEME, of: pointer),
      let host = Self.part(CURLUPART_HOST, of: pointer)
    else {
      curl_url_cleanup(pointer)
      throw .unusable("\(subject) cannot be read: \(String(cString: curl_url_strerror(code)))")
    }
    guard schemes.contains(scheme) else {
      curl_url_cleanup(pointer)
      let allowed = schemes.sorted().joined(separator: ", ")
      throw .unusable("\(subject) has the scheme \"\(scheme)\", which is none of \(allowed)")
    }
    self.pointer = pointer
    self.scheme = scheme
    self.host = host
    authority = Self.part(CURLUPART_PORT, of: pointer).map { "\(host):\($0)" } ?? host
  }

  deinit { curl_url_cleanup(pointer) }

  var hasCredentials: Bool {
    Self.part(CURLUPART_USER, of: pointer) != nil || Self.part(CURLUPART_PASSWORD, of: pointer) != nil
  }

  func setHost(_ host: String) throws(TransportError) {
    let text = host.contains(":") ? "[\(host)]" : host
    guard !text.utf8.contains(0), curl_url_set(pointer, CURLUPART_HOST, text, 0) == CURLUE_OK else {
      throw .unusable("\"\(host)\" cannot be the name of a server")
    }
  }

  private static func part(_ part: CURLUPart, of pointer: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(pointer, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
