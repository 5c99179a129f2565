// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// What the CRDs' schema demands. The API server checks it too, but a file that is linted has nobody else.
struct SchemaRule: Rule {
  static let description = RuleDescription(
    "schema", .spec, [.backup, .restore], .deny,
    """
    Finds an unknown version, a missing name, members of a wrong type and required members that are missing, and warns \
    of members that the schema does not know: the API server drops those without a word, so a misspelt one has no \
    effect.
    """)

  private static let versions = ["db.orange.com/v2", "db.orange.com/v1alpha1"]

  func check(_ review: BackupReview) -> [Finding] {
    let object = review.new.object
    guard let spec = object.spec, spec.kind == .object else { return head(object) + [wrongSpec(object.spec)] }
    return head(object)
      + required(
        review.spec.cassandraCluster, "cassandraCluster", in: spec,
        "name the CassandraCluster to back up, one of the same namespace")
      + required(
        review.spec.storageLocation, "storageLocation", in: spec, "say where to, for example s3://my-backups")
      + review.spec.misfits.map(finding)
      + unsupported(review.spec.concurrencyPolicy)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    let object = review.new.object
    guard let spec = object.spec, spec.kind == .object else { return head(object) + [wrongSpec(object.spec)] }
    return head(object)
      + required(
        review.spec.cassandraBackup, "cassandraBackup", in: spec,
        "name the CassandraBackup to restore, one of the same namespace")
      + required(
        review.spec.cassandraCluster, "cassandraCluster", in: spec,
        "name the CassandraCluster that the backup was made of")
      + review.spec.misfits.map(finding)
  }

  private func head(_ object: KubeObject) -> [Finding] {
    version(object) + name(object.metadata)
  }

  private func version(_ object: KubeObject) -> [Finding] {
    guard let version = object.apiVersion, !Self.versions.contains(version) else { return [] }
    let versions = Self.versions.joined(separator: " or ")
    return [deny(FieldPath("apiVersion"), .notSupported(ShownValue(version)), "must be \(versions)")]
  }

  private func name(_ metadata: JSONValue?) -> [Finding] {
    let isNamed = ["name", "generateName"].contains { !(metadata?[$0]?.string ?? "").isEmpty }
    return isNamed ? [] : [deny(FieldPath.metadata.member("name"), .required, "name or generateName is required")]
  }

  private func wrongSpec(_ spec: JSONValue?) -> Finding {
    guard let spec, !spec.isNull else { return deny(.spec, .required, "every object of this kind must have one") }
    return deny(.spec, .wrongType(ShownValue(spec)), "must be an object")
  }

  /// One of a wrong type reads as absent too, but it is there, and a misfit.
  private func required<Value>(
    _ member: Field<Value>, _ name: String, in spec: JSONValue, _ detail: String
  ) -> [Finding] {
    guard member.isAbsent else { return [] }
    if let value = spec[name], !value.isNull, value.string != "" { return [] }
    return [deny(FieldPath.spec.member(name), .required, detail)]
  }

  private func unsupported(_ policy: Field<ConcurrencyPolicy>) -> [Finding] {
    guard case .invalid(let value, let error) = policy else { return [] }
    return [deny(FieldPath.spec.member("concurrencyPolicy"), .notSupported(ShownValue(value)), error.message)]
  }

  private func finding(_ misfit: Misfit) -> Finding {
    let path = FieldPath.spec.member(misfit.name)
    switch misfit.kind {
    case .wrongType(let value, let expected):
      return deny(path, .wrongType(ShownValue(value)), "must be \(expected)")
    case .unknown(let meant):
      let hint = meant.map { ", did you mean \($0)?" } ?? ""
      return warn(path, .remark, "unknown field, it has no effect\(hint)")
    }
  }
}
