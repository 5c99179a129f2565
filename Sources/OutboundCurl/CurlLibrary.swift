// SPDX-License-Identifier: Apache-2.0
private import CCurl

/// The libcurl that is linked.
package enum CurlLibrary {
  package static var version: String { String(cString: curl_version()) }

  /// Once per process, before anything else. It sets up OpenSSL, which HTTPServer may have done already; both are safe to
  /// be repeated.
  static func prepare() { precondition(isPrepared, "libcurl cannot be used: \(version)") }

  private static let isPrepared = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
