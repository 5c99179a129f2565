// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The question whether reviews arrive here: the creation of a backup that is tried and not done, and that the webhooks
/// answer by saying that they were called. The validating webhook says so in a refusal, so nothing is ever stored.
package struct DeliveryCheck: Sendable, Equatable {
  /// The webhooks that a review of this check has been to.
  package struct Arrivals: OptionSet, Sendable {
    package let rawValue: Int
    package static let mutating = Arrivals(rawValue: 1)
    package static let validating = Arrivals(rawValue: 2)

    package init(rawValue: Int) { self.rawValue = rawValue }
  }

  /// Where every cluster has a namespace, and where the webhooks do not look away as they do in our own.
  package static let namespace = "default"
  package static let resource = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandrabackups", kind: "CassandraBackup")

  private static let annotation = "db.orange.com/cassette-check"
  private static let mutated = "db.orange.com/cassette-check-mutated"

  /// Hexadecimal digits that nobody has used before.
  private let nonce: String

  package init(using generator: inout some RandomNumberGenerator) {
    nonce = String(generator.next() as UInt64, radix: 16).padded(to: 16)
  }

  /// Nil if the review is about something else. Whoever writes such an object himself is told that it has arrived.
  package init?(_ review: AdmissionRequest) {
    guard review.isDryRun, review.operation == .create, review.subresource.isEmpty,
      let nonce = review.object?.annotation(DeliveryCheck.annotation), (1...16).contains(nonce.utf8.count),
      nonce.allSatisfy(\.isHexDigit)
    else { return nil }
    self.nonce = nonce
  }

  /// What to try to create in `namespace`. It satisfies the schema, which is looked at in between.
  package var object: JSONValue {
    JSONValue { writer in
      writer.object { backup in
        backup.member("apiVersion", DeliveryCheck.resource.apiVersion)
        backup.member("kind", DeliveryCheck.resource.kind)
        backup.name("metadata")
        backup.object { metadata in
          metadata.member("name", "cassette-check-\(nonce)")
          metadata.name("annotations")
          metadata.object { $0.member(DeliveryCheck.annotation, nonce) }
        }
        backup.name("spec")
        backup.object { spec in
          for name in ["cassandraCluster", "datacenter", "snapshotTag", "entities"] { spec.member(name, "check") }
          spec.member("storageLocation", "file:///check/check/check/check/check")
        }
      }
    }
  }

  /// The answer of the mutating webhook.
  package var mutation: AdmissionAnswer {
    let path = FieldPath.metadata.member("annotations").key(DeliveryCheck.mutated)
    return AdmissionAnswer(.allowed(JSONPatch(operations: [.add(path: path, value: .string(nonce))])))
  }

  /// The answer of the validating webhook.
  package func refusal(of review: AdmissionRequest) -> AdmissionAnswer {
    let wasMutated = review.object?.annotation(DeliveryCheck.mutated) == nonce
    return AdmissionAnswer(.denied(Status(.forbidden, message: wasMutated ? arrivedAtBoth : arrivedAtOne)))
  }

  private var arrivedAtOne: String { "cassette-check \(nonce) has arrived at the validating webhook" }
  private var arrivedAtBoth: String { arrivedAtOne + ", after the mutating one" }

  /// What the API server's answer says of the way that the check has gone.
  package func arrivals(_ answer: Result<KubeObject, KubeError>) -> Arrivals {
    switch answer {
    case .success(let object): object.annotation(DeliveryCheck.mutated) == nonce ? .mutating : []
    case .failure(let error):
      if error.reason.contains(arrivedAtBoth) {
        [.mutating, .validating]
      } else {
        error.reason.contains(arrivedAtOne) ? .validating : []
      }
    }
  }
}
