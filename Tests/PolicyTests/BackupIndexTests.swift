// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import TestSupport
import Testing

@testable import Policy

@Suite("Backups by what rules ask for")
struct BackupIndexTests {
  private static let completed = #"{"condition":{"type":"COMPLETED"}}"#

  private func index(_ backups: [KubeObject]) -> BackupIndex {
    var index = BackupIndex()
    for backup in backups { index.set(StubFacts.fact(backup)) }
    return index
  }

  private func tagged(_ tag: String, _ name: String, _ members: String = "", status: String? = nil) throws -> KubeObject
  {
    try backup(
      #""snapshotTag":"\#(tag)"\#(members.isEmpty ? "" : "," + members)"#, status: status,
      metadata: #""name":"\#(name)""#)
  }

  private func neighbours(of object: KubeObject, in index: BackupIndex) -> BackupNeighbours {
    index.neighbours(of: BackupSpec(object.spec), object.identity)
  }

  @Test("tags that begin a tag come first, the shortest before all, then those that it begins")
  func relatives() throws {
    let tags = ["night", "nightly-b", "nightly-a", "n", "nigh", "other", "nightmare", "nightly", "nightly-a-b"]
    let index = index(try tags.map { try tagged($0, "of-\($0)") })
    let found = neighbours(of: try tagged("nightly", "new"), in: index)
    #expect(found.tagRelatives.map(\.key.name) == ["of-n", "of-nigh", "of-night"])
    let short = neighbours(of: try tagged("nightl", "of-night"), in: index)
    #expect(short.tagRelatives.map(\.key.name) == ["of-n", "of-nigh", "of-nightly"])
    #expect(neighbours(of: try tagged("oth", "new"), in: index).tagRelatives.map(\.key.name) == ["of-other"])
    #expect(neighbours(of: try tagged("x", "new"), in: index).tagRelatives.isEmpty)
  }

  @Test("a backup is neither its own twin nor its own relative, as it was or as it is")
  func itself() throws {
    let index = index([try tagged("nightly", "a", status: Self.completed)])
    for tag in ["nightly", "night", "nightly-2"] {
      let found = neighbours(of: try tagged(tag, "a"), in: index)
      #expect(found.twin == nil && found.tagRelatives.isEmpty)
    }
    #expect(neighbours(of: try tagged("nightly", "b"), in: index).twin?.key.name == "a")
  }

  @Test("of many with one tag the twin is found, whoever else has it")
  func twins() throws {
    var backups = try (0..<20).map { try tagged("t", "failed-\($0)", status: #"{"condition":{"type":"FAILED"}}"#) }
    backups += [try tagged("t", "a-schedule", #""schedule":"@daily""#, status: Self.completed)]
    #expect(neighbours(of: try tagged("t", "new"), in: index(backups)).twin == nil)
    backups += [try tagged("t", "done", status: Self.completed)]
    #expect(neighbours(of: try tagged("t", "new"), in: index(backups)).twin?.key.name == "done")
    #expect(neighbours(of: try tagged("t", "done"), in: index(backups)).twin == nil)
    let scheduled = try tagged("t", "new", #""schedule":"@daily""#)
    #expect(neighbours(of: scheduled, in: index(backups)).twin == nil)
  }

  @Test("schedules that never meet are no neighbours, unless their clocks differ")
  func apart() throws {
    func found(_ schedule: String) throws -> [String] {
      let other = try tagged("t", "other", #""schedule":"0 3 * * *""#)
      let mine = try tagged("t", "mine", #""schedule":"\#(schedule)""#)
      return neighbours(of: mine, in: index([other])).schedules.map(\.key.name)
    }
    #expect(try found("30 3 * * *") == [])
    #expect(try found("0 4 * * *") == [])
    #expect(try found("0 3 1 6 *") == ["other"])
    #expect(try found("TZ=Europe/Paris 0 4 * * *") == ["other"])
    #expect(try found("TZ=UTC 0 4 * * *") == [])
  }

  @Test("schedules of the cluster that are on duty, in the order of names, as many as are compared")
  func schedules() throws {
    var backups = try (100..<200).reversed().map { try tagged("t", "b-\($0)", #""schedule":"@daily""#) }
    backups += [
      try tagged("t", "a-suspended", #""schedule":"@daily","suspend":true"#),
      try tagged("t", "a-counting", #""schedule":"@every 1h""#), try tagged("t", "a-once"),
    ]
    let found = neighbours(of: try tagged("t", "b-103", #""schedule":"@hourly""#), in: index(backups)).schedules
    #expect(found.map(\.key.name) == [100, 101, 102].map { "b-\($0)" } + (104...150).map { "b-\($0)" })
    #expect(neighbours(of: try tagged("t", "b-103"), in: index(backups)).schedules.isEmpty)
  }

  @Test("what is not said well enough to compare has no neighbours")
  func unreadable() throws {
    let index = index([
      try tagged("t", "a", status: Self.completed), try object(.backup, "{}"), try object(.backup, "[]"),
    ])
    #expect(index.count == 2)
    for spec in ["{}", #"{"cassandraCluster":"demo","snapshotTag":"t-2"}"#, #"{"storageLocation":"s3://acme"}"#] {
      let found = neighbours(of: try object(.backup, spec, metadata: #""name":"new""#), in: index)
      #expect(found.twin == nil && found.tagRelatives.isEmpty && found.schedules.isEmpty)
    }
  }

  /// A few words that begin with each other, with a letter of two bytes that share their first with another's.
  private static let tags = [
    "a", "ab", "abc", "abcd", "abce", "b", "ba", "é", "è", "éa", "a-1", "a-10", "a-11", "ab-1",
  ]

  private func random(_ random: inout SplitMix64, name: Int) throws -> KubeObject {
    func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
    let spec = [
      #""cassandraCluster":"\#(pick(["demo", "demo", "other"]))""#,
      #""storageLocation":"\#(pick(["s3://acme", "s3://acme/c/d/n", "s3://b", "gcp://acme"]))""#,
      #""snapshotTag":"\#(pick(Self.tags))""#, pick(["", #""datacenter":"dc1""#, #""datacenter":"dc2""#]),
      pick(["", "", #""schedule":"@daily""#]), pick(["", "", #""suspend":true"#]),
    ].filter { !$0.isEmpty }.joined(separator: ",")
    let status = pick(["", Self.completed, #"{"condition":{"type":"RUNNING"}}"#])
    let metadata = #""name":"b-\#(name)""# + pick(["", "", "", #","deletionTimestamp":"2026-11-22T11:00:00Z""#])
    return try object(.backup, "{\(spec)}", status: status.isEmpty ? nil : status, metadata: metadata)
  }

  @Test("after any changes it finds what a search through all backups finds", arguments: [1, 2, 3] as [UInt64])
  func model(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var index = BackupIndex()
    var all: [ObjectKey: BackupFact] = [:]
    for _ in 0..<1_500 {
      let fact = StubFacts.fact(try self.random(&random, name: Int.random(in: 0..<60, using: &random)))
      if Int.random(in: 0..<3, using: &random) == 0 {
        index.remove(fact.key)
        all[fact.key] = nil
      } else {
        index.set(fact)
        all[fact.key] = fact
      }
      let asking = StubFacts.fact(try self.random(&random, name: Int.random(in: 0..<70, using: &random)))
      let found = index.neighbours(of: asking.spec, asking.key)
      let expected = Search(asking, all.values)
      #expect(index.count == all.count, "seed \(seed)")
      #expect((found.twin == nil) == expected.twins.isEmpty, "seed \(seed)")
      #expect(found.twin.map { expected.twins.contains($0.key) } ?? true, "seed \(seed)")
      #expect(found.tagRelatives.count == min(3, expected.relatives.count), "seed \(seed)")
      #expect(Set(found.tagRelatives.map(\.key)).isSubset(of: expected.relatives), "seed \(seed)")
      #expect(Set(found.schedules.map(\.key)) == expected.schedules, "seed \(seed)")
    }
    for key in all.keys { index.remove(key) }
    #expect(index.isBare, "seed \(seed)")
  }
}

/// What the rules mean by neighbours, by looking at every backup.
private struct Search {
  var twins: Set<ObjectKey> = []
  var relatives: Set<ObjectKey> = []
  var schedules: Set<ObjectKey> = []

  init(_ asking: BackupFact, _ all: some Sequence<BackupFact>) {
    let spec = asking.spec
    for other in all where other.key != asking.key {
      guard other.spec.cassandraCluster.value == spec.cassandraCluster.value else { continue }
      if let times = DueTimes(spec), let theirs = DueTimes(other.spec), times.mayMeet(theirs), !other.isBeingDeleted {
        schedules.insert(other.key)
      }
      guard let mine = spec.snapshotTag.value, let theirs = other.spec.snapshotTag.value,
        spec.storageLocation.value?.place == other.spec.storageLocation.value?.place
      else { continue }
      let (here, there) = (spec.datacenter.value, other.spec.datacenter.value)
      if mine == theirs, here == there, spec.isOneShot, other.spec.isOneShot, other.status?.hasCompleted == true {
        twins.insert(other.key)
      }
      if mine.isProperPrefix(of: theirs) || theirs.isProperPrefix(of: mine),
        here == nil || there == nil || here == there
      {
        relatives.insert(other.key)
      }
    }
  }
}
