// SPDX-License-Identifier: Apache-2.0
package import Outbound

/// Where a cluster's API server is, whom to believe there, and how to prove who we are.
package struct ClusterConnection: Sendable {
  /// Without a slash at its end; paths are appended.
  package var server: ServerURL
  /// The client's certificate and key, if any, are in here. Not used over plain HTTP.
  package var security: OutboundSecurity
  package var proxy: OutboundProxy
  package var authentication: Authentication
  /// What objects without a namespace belong to.
  package var namespace: String

  package init(
    server: ServerURL, security: OutboundSecurity = OutboundSecurity(), proxy: OutboundProxy = .none,
    authentication: Authentication = .none, namespace: String = "default"
  ) {
    self.server = server
    self.security = security
    self.proxy = proxy
    self.authentication = authentication
    self.namespace = namespace
  }

  /// As much as a Secret or ConfigMap holds, which certificates come from.
  static let largestCertificateFile = 1 << 20
}

extension ClusterConnection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `https://10.0.0.1:6443 with a client certificate and the token in /run/token`.
  package var description: String {
    let certificate = security.certificate == nil ? "" : "a client certificate and "
    let verification = security.skipsVerification ? ", its certificate not verified" : ""
    return "\(server) with \(certificate)\(authentication)\(verification)"
  }

  package var debugDescription: String { description }
  /// A key and a proxy's password are in here.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
