// SPDX-License-Identifier: Apache-2.0

/// All rules, in the order in which their findings are reported: of the spec alone, of the change, of the surroundings.
package enum Catalogue {
  package static let rules: [any Rule] = [
    SchemaRule(),
    StorageLocationRule(),
    EntitiesSyntaxRule(),
    BandwidthRule(),
    DurationRule(),
    ConcurrentConnectionsRule(),
    ScheduleSyntaxRule(),
    ScheduleNeverFiresRule(),
    ScheduleFrequencyRule(),
    SchedulePreviewRule(),
    ScheduleDSTRule(),
    TimeZoneRule(),
    SnapshotTagRule(),
    RenameRule(),
    RenameEntitiesRule(),
    SchemaVersionRule(),
    DeadlinesRule(),
    DirectoriesRule(),

    BackupImmutableRule(),
    RestoreImmutableRule(),

    BackupExistsRule(),
    EntitiesSubsetRule(),
    BackupRestorableRule(),
    RestoreClusterRule(),
    RestoreDatacenterRule(),
    ClusterExistsRule(),
    DatacenterExistsRule(),
    SidecarEnabledRule(),
    SidecarProviderRule(),
    SidecarSecretRule(),
    SidecarDurationRule(),
    SecretExistsRule(),
    SecretKeysRule(),
    AuthorMayReadSecretRule(),
    DuplicateBackupRule(),
    SnapshotTagPrefixRule(),
    ScheduleOverlapRule(),
    RestoreTruncatesRule(),
    RestoreBusyRule(),
  ]

  /// The rule that what `lint` finds in the form of a file counts as.
  package static let schema = SchemaRule.id

  package static let descriptions: [RuleDescription] = rules.map { type(of: $0).description }

  package static func description(of id: RuleID) -> RuleDescription? {
    descriptions.first { $0.id == id }
  }
}
