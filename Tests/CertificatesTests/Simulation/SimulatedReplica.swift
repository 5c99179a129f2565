// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel
import TestSupport

@testable import KubeClient

/// A replica, as far as certificates go: its keeper, what it waits for, and its clocks.
struct SimulatedReplica {
  enum Phase {
    /// It asks its keeper next.
    case ready
    case sent(CertificateKeeper.Request)
    case answered(Result<KubeObject, KubeError>)
  }

  var keeper: CertificateKeeper
  var phase = Phase.ready
  /// When something happens to it next.
  var wake: Duration
  /// Until then no request of its comes through.
  var isCutOffUntil = Duration.zero
  /// How far its own clock is ahead, which may be anything.
  var skew = Duration.zero
  /// What API servers have told.
  let serverTime: ServerTime

  init(_ keeper: CertificateKeeper, wake: Duration, clock: ManualClock) {
    self.keeper = keeper
    self.wake = wake
    serverTime = ServerTime(AnyClock(clock))
  }
}
