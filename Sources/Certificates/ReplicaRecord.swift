// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What a replica says that it serves.
package struct ReplicaRecord: Sendable, Equatable {
  /// Fingerprints of its certificate and of the authority that signed it.
  package let leaf: String
  package let authority: String
  /// When it said so last. For people, and different each time: whether a replica is alive is judged by whether this changes.
  package let seen: String

  /// More replicas nobody has at a time; a pod that crashes all the time has a new identity each time.
  static let most = 64

  init(leaf: String, authority: String, seen: String) {
    (self.leaf, self.authority, self.seen) = (leaf, authority, seen)
  }

  /// As an annotation holds them. What cannot be read is left out.
  static func parse(_ text: String) -> [String: ReplicaRecord] {
    guard let json = try? JSONValue(parsing: Array(text.utf8)) else { return [:] }
    var records: [String: ReplicaRecord] = [:]
    for (identity, value) in json.members {
      guard let leaf = value["leaf"]?.string, let authority = value["authority"]?.string,
        let seen = value["seen"]?.string
      else { continue }
      records[identity] = ReplicaRecord(leaf: leaf, authority: authority, seen: seen)
    }
    return records
  }

  static func text(_ records: [String: ReplicaRecord]) -> String {
    var writer = JSONWriter()
    writer.object { object in
      for (identity, record) in records.sorted(by: { $0.key < $1.key }) {
        object.name(identity)
        object.object { entry in
          entry.member("leaf", record.leaf)
          entry.member("authority", record.authority)
          entry.member("seen", record.seen)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
