// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import TLS

/// What certificates are made for, and where they are kept.
package struct CertificateSettings: Sendable, Equatable {
  /// Of the Secret.
  package var secret: ObjectKey
  /// The Service by which the API server finds our webhooks.
  package var service: ObjectKey
  /// Of both webhook configurations.
  package var configurations: String
  package var lifetimes: CertificateLifetimes

  package init(
    secret: ObjectKey, service: ObjectKey, configurations: String, lifetimes: CertificateLifetimes = .usual
  ) {
    self.secret = secret
    self.service = service
    self.configurations = configurations
    self.lifetimes = lifetimes
  }

  /// What the API server calls us, and what others in the cluster do.
  /// - Throws: if namespace or name of the Service is no DNS label.
  package func names() throws(TLSError) -> [SubjectName] {
    let name = "\(service.name).\(service.namespace).svc"
    return [try SubjectName(name), try SubjectName(name + ".cluster.local")]
  }
}
