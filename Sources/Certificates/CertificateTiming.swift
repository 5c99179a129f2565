// SPDX-License-Identifier: Apache-2.0

/// How often is looked, and for how long a replica counts that is not heard of.
package struct CertificateTiming: Sendable, Equatable {
  /// From one look at the cluster to the next: three small requests.
  package let interval: Duration
  /// How far behind an API server may be: there may be several, and a review shows only what one of them knows.
  package let settling: Duration
  /// A replica that has not renewed its record for so long counts no more. An hour is longer than an API server is away,
  /// and what waits for it, an old authority's end, is in no hurry.
  package let replicaExpiry: Duration

  package init(interval: Duration, settling: Duration, replicaExpiry: Duration) {
    precondition(interval > .zero && settling > .zero && replicaExpiry >= interval * 4)
    self.interval = interval
    self.settling = settling
    self.replicaExpiry = replicaExpiry
  }

  /// Usually ten seconds, five minutes and an hour; faster where certificates live for minutes.
  package init(for lifetimes: CertificateLifetimes) {
    let leaf = Duration.seconds(lifetimes.leaf)
    self.init(
      interval: min(.seconds(10), leaf / 50), settling: min(.seconds(300), leaf / 4),
      replicaExpiry: min(.seconds(3600), max(.seconds(10), leaf / 4)))
  }

  /// Whoever knows what was in a Secret that has gone has put it back by then, also if some of his requests fail.
  var patience: Duration { interval * 6 }

  /// A replica renews its record so often: three may fail before others stop to count it.
  var heartbeat: Duration { replicaExpiry / 4 }

  /// A replica that could not renew its record for so long no longer counts on being counted. The rest is for clocks
  /// that do not go equally fast.
  var entitlement: Duration { replicaExpiry * 2 / 3 }
}
