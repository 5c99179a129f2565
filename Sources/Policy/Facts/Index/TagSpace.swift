// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// The backups of one cluster that a restore finds beside each other: those at one place, of one datacenter.
struct TagSpace: Hashable {
  private let cluster: ObjectKey
  private let place: String
  /// Empty for that of the backups which name none and so are in the folders of each.
  private(set) var datacenter: String

  /// Nil where cluster or location is missing or cannot be read: then nothing is known to be shared.
  init?(of spec: BackupSpec, _ key: ObjectKey) {
    guard let name = spec.cassandraCluster.value, let location = spec.storageLocation.value else { return nil }
    cluster = key.neighbour(name)
    place = location.place
    datacenter = spec.datacenter.value ?? ""
  }

  /// Its backups name no datacenter.
  var isUndivided: Bool { datacenter == "" }

  /// Of those that name none: where a restore of any looks too.
  var undivided: TagSpace { with("") }

  /// Of another datacenter, at the same place.
  func with(_ datacenter: String) -> TagSpace {
    var space = self
    space.datacenter = datacenter
    return space
  }

  /// Object stores and Cassandra compare bytes.
  static func == (left: TagSpace, right: TagSpace) -> Bool {
    left.cluster == right.cluster && left.place.hasSameBytes(as: right.place)
      && left.datacenter.hasSameBytes(as: right.datacenter)
  }
}
