// SPDX-License-Identifier: Apache-2.0

/// Which snapshot tag is asked for.
enum TagChoice: Sendable, Equatable {
  /// For a restore that of the last run that succeeded; where none is on record, the newest that the sidecar finds.
  case lastSuccess
  /// That of the backup's spec, as CassKop asks for it: a restore finds the newest.
  case plain
  /// The one that the run was decided on with.
  case exactly(String)

  var recorded: String? {
    if case .exactly(let tag) = self { tag } else { nil }
  }
}
