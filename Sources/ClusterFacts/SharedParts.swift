// SPDX-License-Identifier: Apache-2.0
import Backups

/// What the specs of backups have alike: some 500 bytes of each where they come from one template.
struct SharedParts: Sendable {
  private static let most = 1_000
  /// Of a longer text few objects have the same, and it would stay after the last of them.
  private static let longest = 1_000

  private var texts = SharedValues<String, String>(most: most)
  private var entities = SharedValues<String, Entities>(most: most)
  private var locations = SharedValues<StorageLocation, StorageLocation>(most: most)

  mutating func share(_ spec: inout BackupSpec, entities text: String?) {
    share(&spec.cassandraCluster)
    share(&spec.datacenter)
    share(&spec.secret)
    if case .valid(let location) = spec.storageLocation, location.bucket.utf8.count <= Self.longest {
      spec.storageLocation = .valid(locations.one(location, for: location))
    }
    if case .valid(let value) = spec.entities, let text, text.utf8.count <= Self.longest {
      spec.entities = .valid(entities.one(value, for: text))
    }
  }

  private mutating func share(_ field: inout Field<String>) {
    if case .valid(let text) = field, text.utf8.count <= Self.longest { field = .valid(texts.one(text, for: text)) }
  }
}
