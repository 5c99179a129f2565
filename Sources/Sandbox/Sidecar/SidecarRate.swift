// SPDX-License-Identifier: Apache-2.0

/// A bandwidth, or from Icarus 2.0.2 on a duration, as requests have it.
struct SidecarRate: Sendable, Equatable {
  var value: Int64
  var unit: String?

  static let bandwidthUnits: Set<String> = ["BPS", "KBPS", "MBPS", "GBPS"]
  static let durationUnits: Set<String> = ["SECONDS", "MINUTES", "HOURS", "DAYS"]

  /// The sidecar writes a rate to its log before it stores the request, and cannot write these.
  var breaksLog: Bool { value > 1_000 && (unit == nil || unit == "GBPS") }
}
