// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SchemaVersionRule: Rule {
  static let description = RuleDescription(
    "schema-version", .spec, [.restore], .deny,
    """
    A schema version is a UUID: the sidecar answers 500 to anything else. Warns of one without exactSchemaVersion: the \
    sidecar ignores it then.
    """)

  private static let path = FieldPath.spec.member("schemaVersion")

  func check(_ review: RestoreReview) -> [Finding] {
    switch review.spec.schemaVersion {
    case .absent: []
    case .invalid(let value, let error): [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    case .valid where review.spec.exactSchemaVersion.value == true: []
    case .valid: [warn(Self.path, .remark, "has no effect without exactSchemaVersion: true")]
    }
  }
}
