// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SnapshotTagPrefixRule: Rule {
  static let description = RuleDescription(
    "snapshot-tag-prefix", .surroundings, [.backup], .warn,
    """
    Warns if the tag is the beginning of another backup's at the same place, or the other way round: the sidecar \
    restores the newest backup whose name begins with the tag, so it may take the wrong one.
    """)

  private static let path = FieldPath.spec.member("snapshotTag")
  /// Messages name this many other backups.
  private static let reported = 3

  func check(_ review: BackupReview) -> [Finding] {
    guard let tag = review.spec.snapshotTag.value, review.spec.storageLocation.value != nil else { return [] }
    switch review.facts.others {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether another tag begins like it", reason)]
    case .known(let others):
      return findings(review.spec, tag, others)
    }
  }

  private func findings(_ spec: BackupSpec, _ tag: SnapshotTag, _ others: OtherBackups) -> [Finding] {
    var findings: [Finding] = []
    for other in others {
      guard findings.count < Self.reported else { break }
      if let finding = finding(spec, tag, other) { findings.append(finding) }
    }
    return findings
  }

  private func finding(_ spec: BackupSpec, _ tag: SnapshotTag, _ other: BackupFact) -> Finding? {
    guard let theirs = other.spec.snapshotTag.value, let detail = detail(tag, theirs, of: other.key.name),
      BackupPlace.isShared(other.spec, spec), !BackupPlace.haveNoDatacenterInCommon(other.spec, spec)
    else { return nil }
    return warn(Self.path, .remark, detail)
  }

  private func detail(_ tag: SnapshotTag, _ theirs: SnapshotTag, of name: String) -> String? {
    if tag.isProperPrefix(of: theirs) {
      return "a restore of \(tag) may take \(theirs) of backup \(name), which begins with it"
    }
    if theirs.isProperPrefix(of: tag) {
      return "a restore of \(theirs) of backup \(name) may take \(tag), which begins with it"
    }
    return nil
  }
}
