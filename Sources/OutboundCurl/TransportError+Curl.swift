// SPDX-License-Identifier: Apache-2.0
private import CCurl
internal import Outbound

extension TransportError {
  /// - Parameters:
  ///   - code: a CURLcode that is not CURLE_OK.
  ///   - reason: libcurl's words for it.
  ///   - authority: the host, and its port where it is not the usual one.
  ///   - wasSent: whether a connection was there for the request, so that some of it may have been sent.
  init(curl code: UInt32, reason: String, authority: String, wasSent: Bool) {
    let text = "\(authority): \(reason)"
    switch CURLcode(rawValue: code) {
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(beforeConnecting: !wasSent, text)
    case CURLE_URL_MALFORMAT, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE: self = .unusable(text)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CLIENTCERT:
      self = .untrusted(text)
    case CURLE_SSL_CONNECT_ERROR:
      // The code is also that of a peer which went away during the handshake, as an API server does that restarts.
      self = Self.wasCutOff(reason) ? .unreachable(text) : .untrusted(text)
    case CURLE_RECV_ERROR where Self.isCertificateRefused(reason): self = .untrusted(text)
    // Not HTTP, or a head or a compression that libcurl does not accept.
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: self = .unreadable(text)
    // A line of more than 100 KiB is the one thing for which libcurl refuses memory itself.
    case CURLE_OUT_OF_MEMORY where wasSent:
      self = .unreadable("\(authority): a line of the response's head is too long")
    default: self = wasSent ? .broken(text) : .unreachable(text)
    }
  }

  private static func wasCutOff(_ reason: String) -> Bool {
    reason.hasPrefix("OpenSSL SSL_connect: ") || reason.contains("unexpected eof")
  }

  /// In TLS 1.3 the handshake is over for us before the server has looked at our certificate: its refusal is what we read
  /// in place of a response.
  private static func isCertificateRefused(_ reason: String) -> Bool {
    reason.contains(" alert ") && (reason.contains("certificate") || reason.contains("unknown ca"))
  }
}
