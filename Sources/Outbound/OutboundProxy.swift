// SPDX-License-Identifier: Apache-2.0

/// Through whom a request goes.
package enum OutboundProxy: Sendable, Hashable {
  /// Straight to the host of the URL.
  case none
  /// As `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say, read by libcurl for each request.
  case environment
  /// For each request, whatever `no_proxy` says. `http`, `https`, `socks5` (names are resolved here) or `socks5h`
  /// (there).
  case url(String)
}
