// SPDX-License-Identifier: Apache-2.0

/// What keeps an object while its operation runs.
enum Finalizer {
  static let cassette = "db.orange.com/cassette"
  /// CassKop puts it on scheduled backups, and takes it away only after its own restart.
  static let casskop = "kubernetes.io/unschedule-needed"
  static let own: Set<String> = [cassette, casskop]
}
