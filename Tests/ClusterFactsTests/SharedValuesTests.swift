// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import ClusterFacts

@Suite("What backups have alike")
struct SharedValuesTests {
  private final class Value: Sendable {}

  @Test("equal values are one, up to a number of them")
  func one() {
    var values = SharedValues<String, Value>(most: 2)
    let (a, b, c) = (Value(), Value(), Value())
    #expect(values.one(a, for: "a") === a && values.one(b, for: "b") === b)
    #expect(values.one(Value(), for: "a") === a && values.one(Value(), for: "b") === b)
    // There is no place for it, so the next one is another.
    #expect(values.one(c, for: "c") === c && values.one(a, for: "c") === a)
  }

  @Test("a spec that shares says what it said")
  func spec() throws {
    var parts = SharedParts()
    for (entities, location) in [
      ("k.a,k.b", "s3://b"), ("k.a", "s3://b"), ("k.a,k.b", "gcp://b"), ("k.a,k.b", "s3://b"),
    ] {
      let json = JSONValue { writer in
        writer.object { spec in
          spec.member("cassandraCluster", "demo")
          spec.member("storageLocation", location)
          spec.member("secret", "s-\(entities)")
          spec.member("entities", entities)
        }
      }
      var spec = BackupSpec(json)
      parts.share(&spec, entities: entities)
      #expect(spec.entities.value?.description == entities)
      #expect(spec.storageLocation.value?.description == location)
      #expect(spec.secret.value == "s-\(entities)" && spec.cassandraCluster.value == "demo")
    }
  }
}
