// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// 2026-11-22T12:00:00Z, a Sunday.
let noon = Instant(seconds: 1_795_348_800)

/// An object in namespace `cassandra`, from JSON texts.
func object(
  _ kind: SubjectKind, _ spec: String, status: String? = nil, metadata: String = #""name":"nightly""#
) throws -> KubeObject {
  let status = status.map { #","status":\#($0)"# } ?? ""
  let text = #"""
    {"apiVersion":"db.orange.com/v2","kind":"\#(kind.rawValue)",
     "metadata":{"namespace":"cassandra",\#(metadata)},"spec":\#(spec)\#(status)}
    """#
  return KubeObject(try JSONValue(parsing: Array(text.utf8)))
}

/// A backup that no rule of the spec has anything to say about, and the given members.
func backup(_ members: String = "", status: String? = nil, metadata: String = #""name":"nightly""#) throws -> KubeObject
{
  let spec = #"{"cassandraCluster":"demo","storageLocation":"s3://acme"\#(members.isEmpty ? "" : "," + members)}"#
  return try object(.backup, spec, status: status, metadata: metadata)
}

/// A restore of the backup `nightly`, and the given members.
func restore(
  _ members: String = "", status: String? = nil, metadata: String = #""name":"bring-back""#
) throws -> KubeObject {
  let spec = #"{"cassandraBackup":"nightly","cassandraCluster":"demo"\#(members.isEmpty ? "" : "," + members)}"#
  return try object(.restore, spec, status: status, metadata: metadata)
}

extension Verdict {
  /// `deny spec.entities entities-syntax`, one for each finding.
  var summary: [String] { findings.map { "\($0.severity) \($0.path) \($0.rule)" } }

  func findings(of rule: RuleID) -> [Finding] { findings.filter { $0.rule == rule } }
}

extension Judge {
  func verdict(creating object: KubeObject, _ kind: SubjectKind, facts: StubFacts = StubFacts()) -> Verdict {
    verdict(on: Candidate(kind: kind, new: object), facts: facts, now: noon)
  }

  func verdict(
    updating old: KubeObject, to new: KubeObject, _ kind: SubjectKind, facts: StubFacts = StubFacts()
  ) -> Verdict {
    verdict(on: Candidate(kind: kind, new: new, old: old), facts: facts, now: noon)
  }
}
