// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// What the CRDs' schema demands. The API server checks it too, but a file that is linted has nobody else.
struct SchemaRule: Rule {
  static let description = RuleDescription(
    "schema", .spec, [.backup, .restore], .deny,
    """
    Finds members of a wrong type and required members that are missing, and warns of members that the schema does not \
    know: the API server drops those without a word, so a misspelt one has no effect.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    missing("cassandraCluster", in: review.new.object) + missing("storageLocation", in: review.new.object)
      + review.spec.misfits.map(finding)
      + unsupported(review.spec.concurrencyPolicy, FieldPath.spec.member("concurrencyPolicy"))
  }

  func check(_ review: RestoreReview) -> [Finding] {
    missing("cassandraBackup", in: review.new.object) + missing("cassandraCluster", in: review.new.object)
      + review.spec.misfits.map(finding)
  }

  private func missing(_ name: String, in object: KubeObject) -> [Finding] {
    let value = object.spec?[name]
    guard value?.isNull ?? true || value?.string?.isEmpty ?? false else { return [] }
    return [deny(FieldPath.spec.member(name), .required, "every object of this kind must have it")]
  }

  private func unsupported<Value>(_ field: Field<Value>, _ path: FieldPath) -> [Finding] {
    guard case .invalid(let value, let error) = field else { return [] }
    return [deny(path, .notSupported(ShownValue(value)), error.message)]
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
