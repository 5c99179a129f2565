// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What a replica knows of certificates at one moment.
package struct CertificateView: Sendable {
  /// Read before the Secret, so that nobody publishes what is older than what is there. Only those that exist.
  package var configurations: [WebhookConfiguration]
  /// Nil if there is none.
  package var secret: CertificateSecret.Content?
  /// What was in it is known from before, and served.
  package var isRemembered = false
  /// It has been missing for so long that nobody will put it back.
  package var isGone = false
  /// Publishing has failed just now: what can be done without it comes first.
  package var isPublishingLater = false
  /// The fingerprint of the leaf that this replica serves; nil before the first.
  package var serving: String?
  /// Nil for somebody who only looks.
  package var identity: String?
  /// This replica's record has to be written again.
  package var isRecordDue = true
  /// Replicas that were not heard of for so long that they count no more.
  package var silent: Set<String> = []
  /// Reviews have arrived since these authorities, by their fingerprints, were published together.
  package var proven: [String] = []
  /// The authority that signs now has been doing so for longer than an API server can be behind.
  package var isSettled = false
  package var now: Instant

  /// - Parameter secret: nil if there is none.
  package init(
    configurations: [WebhookConfiguration], secret: CertificateSecret.Content?, identity: String?, now: Instant
  ) {
    self.configurations = configurations
    self.secret = secret
    self.identity = identity
    self.now = now
  }
}
