// SPDX-License-Identifier: Apache-2.0

/// A bandwidth, or from Icarus 2.0.2 on a duration, as requests have it.
struct SidecarRate: Sendable, Equatable {
  var value: Int64
  var unit: String?

  static let bandwidthUnits: Set<String> = ["BPS", "KBPS", "MBPS", "GBPS"]
  static let durationUnits: Set<String> = ["SECONDS", "MINUTES", "HOURS", "DAYS"]

  /// Of a bandwidth; nil without a unit, and for more than anybody can count.
  var bytesPerSecond: Int64? {
    let scales: [String: Int64] = ["BPS": 1, "KBPS": 1_000, "MBPS": 1_000_000, "GBPS": 1_000_000_000]
    guard let scale = unit.flatMap({ scales[$0] }) else { return nil }
    let (bytes, overflow) = value.multipliedReportingOverflow(by: scale)
    return overflow ? nil : bytes
  }

  /// The sidecar writes a rate to its log before it stores the request, and cannot write these.
  var breaksLog: Bool { value > 1_000 && (unit == nil || unit == "GBPS") }
}
