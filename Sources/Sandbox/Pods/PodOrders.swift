// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What somebody wants of a simulated pod, as its annotations say.
struct PodOrders: Sendable, Equatable {
  /// `kubectl annotate pod NAME sandbox.cassette/fault=down,hang`
  static let fault = "sandbox.cassette/fault"
  /// Whenever this has a new value, the sidecar is restarted.
  static let restart = "sandbox.cassette/restart"
  /// `false` for a pod that is not ready.
  static let ready = "sandbox.cassette/ready"

  var faults: SidecarFaults
  /// Of `faults`, what is no name of one.
  var unknownFaults: [String]
  var restart: String?
  var isReady: Bool

  init(_ pod: KubeObject) {
    (faults, unknownFaults) = SidecarFaults.parse(pod.annotation(Self.fault) ?? "")
    restart = pod.annotation(Self.restart)
    isReady = pod.annotation(Self.ready) != "false"
  }
}
