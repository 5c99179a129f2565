// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// Backups by what rules ask for. To ask takes about as long with twenty thousand of them as with a hundred; a change
/// moves references within the arrays that it concerns.
package struct BackupIndex: Sendable {
  /// A restore of a backup without a datacenter looks into those of all: of this many. A cluster has a few.
  private static let mostDatacenters = 50

  private var facts: [ObjectKey: BackupFact] = [:]
  /// Of which datacenters there are backups at a place, by its undivided space.
  private var datacenters: [TagSpace: Sorted<String>] = [:]
  private var tags: [TagSpace: TagTree] = [:]
  private var schedules: [ObjectKey: Sorted<ScheduledBackup>] = [:]

  package init() {}

  package var count: Int { facts.count }

  /// Nothing is left of what was removed.
  var isBare: Bool { facts.isEmpty && tags.isEmpty && datacenters.isEmpty && schedules.isEmpty }

  package subscript(_ key: ObjectKey) -> BackupFact? { facts[key] }

  /// References to all, in no order.
  package var all: [BackupFact] { Array(facts.values) }

  /// Puts a backup in the place of what there was under its key.
  package mutating func set(_ fact: BackupFact) {
    remove(fact.key)
    facts[fact.key] = fact
    if let tag = fact.tag, let space = TagSpace(of: fact.spec, fact.key) {
      if tags[space] == nil { datacenters[space.undivided, default: Sorted()].insert(space.datacenter) }
      tags[space, default: TagTree()].insert(fact, tag)
    }
    if let backup = ScheduledBackup(fact), let cluster = fact.cluster {
      schedules[cluster, default: Sorted()].insert(backup)
    }
  }

  /// - Parameter key: of a backup that may never have been set.
  package mutating func remove(_ key: ObjectKey) {
    guard let fact = facts.removeValue(forKey: key) else { return }
    if let tag = fact.tag, let space = TagSpace(of: fact.spec, key) {
      tags[space]?.remove(fact, tag)
      if tags[space]?.isEmpty == true {
        tags[space] = nil
        datacenters.remove(space.datacenter, under: space.undivided)
      }
    }
    if let backup = ScheduledBackup(fact), let cluster = fact.cluster {
      schedules.remove(backup, under: cluster)
    }
  }

  /// - Parameters:
  ///   - spec: of the backup under review, which the index may hold as it was before, or not at all.
  ///   - key: its own; it is not among its neighbours.
  package func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> BackupNeighbours {
    var neighbours = BackupNeighbours()
    if let tag = spec.snapshotTag.value?.description, let space = TagSpace(of: spec, key) {
      tags[space]?.add(tag, except: key, to: &neighbours)
      // The twin has to be of the same datacenter, the relatives only where a restore would look.
      let twin = spec.isOneShot ? neighbours.twin : nil
      for other in others(than: space) { tags[other]?.add(tag, except: key, to: &neighbours) }
      neighbours.twin = twin
    }
    if let times = DueTimes(spec), let cluster = spec.cassandraCluster.value {
      neighbours.schedules = schedules[key.neighbour(cluster)]?.others(than: key, meeting: times) ?? []
    }
    return neighbours
  }

  /// Where a restore of a backup in a space looks too.
  private func others(than space: TagSpace) -> [TagSpace] {
    guard space.isUndivided else { return [space.undivided] }
    let names = datacenters[space]?.elements.prefix(BackupIndex.mostDatacenters) ?? []
    return names.filter { !$0.isEmpty }.map(space.with)
  }
}

extension BackupFact {
  fileprivate var tag: String? { spec.snapshotTag.value?.description }
  fileprivate var cluster: ObjectKey? { spec.cassandraCluster.value.map(key.neighbour) }
}
