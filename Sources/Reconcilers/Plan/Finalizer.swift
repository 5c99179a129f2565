// SPDX-License-Identifier: Apache-2.0

/// What keeps an object while its operation runs.
package enum Finalizer {
  package static let cassette = "db.orange.com/cassette"
  /// CassKop puts it on scheduled backups, and takes it away only after its own restart.
  package static let casskop = "kubernetes.io/unschedule-needed"
  /// Those that Cassette takes away.
  package static let own: Set<String> = [cassette, casskop]
}
