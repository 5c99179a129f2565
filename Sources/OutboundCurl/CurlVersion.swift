// SPDX-License-Identifier: Apache-2.0
private import CCurl

/// The libcurl that is linked.
package enum CurlVersion {
  package static var text: String { String(cString: curl_version()) }
}
