// SPDX-License-Identifier: Apache-2.0

/// Which replicas are alive, judged by whether their records change before our own eyes: the times in them are by other
/// clocks.
struct ReplicaSightings: Sendable {
  private var seen: [String: (record: ReplicaRecord, since: Duration)] = [:]

  /// The records were read.
  /// - Parameter elapsed: by a clock that never jumps.
  mutating func note(_ records: [String: ReplicaRecord], at elapsed: Duration) {
    seen = seen.filter { records[$0.key] != nil }
    for (identity, record) in records where seen[identity]?.record != record {
      seen[identity] = (record, elapsed)
    }
  }

  /// Those whose records have not changed for so long.
  func silent(for expiry: Duration, at elapsed: Duration) -> Set<String> {
    Set(seen.filter { elapsed - $0.value.since >= expiry }.keys)
  }
}
