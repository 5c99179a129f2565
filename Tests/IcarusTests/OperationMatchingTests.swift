// SPDX-License-Identifier: Apache-2.0
import Backups
import Testing

@testable import Icarus

@Suite("Whose operation it is")
struct OperationMatchingTests {
  private static let backup = SidecarOperation(
    id: Examples.id, kind: .backup, state: .running, snapshotTag: "nightly", storageLocation: "s3://acme",
    entities: "ks1,ks2", datacenter: "dc1")

  /// A change to what the sidecar shows, and whether it is still that of the request.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isOurs: Bool
    let apply: @Sendable (inout SidecarOperation) -> Void

    init(_ description: String, _ isOurs: Bool, _ apply: @escaping @Sendable (inout SidecarOperation) -> Void) {
      (testDescription, self.isOurs, self.apply) = (description, isOurs, apply)
    }
  }

  private static let changes = [
    Change("as sent", true) { _ in },
    Change("stamped", true) { $0.snapshotTag = "nightly" + Examples.stamp },
    Change("a node's", false) { $0.isGlobal = false },
    Change("a restore", false) { $0.kind = .restore },
    Change("another type", false) { $0.kind = .other("cleanup") },
    Change("no tag", false) { $0.snapshotTag = nil },
    Change("another tag", false) { $0.snapshotTag = "night" },
    Change("a longer tag", false) { $0.snapshotTag = "nightly-2" },
    Change("a longer tag, stamped", false) { $0.snapshotTag = "nightly2" + Examples.stamp },
    Change("a tag that goes on like a stamp", false) { $0.snapshotTag = "nightly-x" + Examples.stamp },
    Change("a stamp without digits", false) { $0.snapshotTag = "nightly-9f1c2d3e-0000-3000-8000-000000000001-" },
    Change("a stamp without a schema", false) { $0.snapshotTag = "nightly-1714528800123" },
    Change("a stamp without its first dash", false) { $0.snapshotTag = "nightlyx" + Examples.stamp.dropFirst() },
    Change("a stamp with more", false) { $0.snapshotTag = "nightly" + Examples.stamp + "x" },
    Change("a stamp with another schema", false) {
      $0.snapshotTag = "nightly-zf1c2d3e-0000-3000-8000-000000000001-1714528800123"
    },
    Change("a slash more", true) { $0.storageLocation = "s3://acme/" },
    Change("two slashes more", false) { $0.storageLocation = "s3://acme//" },
    Change("a node's location", false) { $0.storageLocation = "s3://acme/demo/dc1/0" },
    Change("no location", false) { $0.storageLocation = nil },
    Change("another data centre", false) { $0.datacenter = "dc2" },
    Change("no data centre", false) { $0.datacenter = nil },
    Change("entities in another order", true) { $0.entities = "ks2,ks1" },
    Change("entities with blanks, and twice", true) { $0.entities = " ks2 , ks1 ks2" },
    Change("fewer entities", false) { $0.entities = "ks1" },
    Change("more entities", false) { $0.entities = "ks1,ks2,ks3" },
    Change("other entities", false) { $0.entities = "ks1,ks3" },
    Change("tables", false) { $0.entities = "ks1.a,ks2.b" },
    Change("everything", false) { $0.entities = "" },
    Change("entities that are none", false) { $0.entities = "ks1,a.b.c" },
  ]

  @Test("a backup's is known by what the sidecar does not rewrite", arguments: changes)
  func backup(change: Change) throws {
    var operation = Self.backup
    change.apply(&operation)
    #expect(OperationRequest.backup(try Examples.backup()).matches(operation) == change.isOurs)
  }

  @Test("the tag of a restore stays, and one with a stamp is another backup")
  func restore() throws {
    let request = OperationRequest.restore(try Examples.restore())
    var operation = SidecarOperation(
      id: Examples.id, kind: .restore, state: .running, snapshotTag: "nightly", storageLocation: "s3://acme/",
      entities: "ks1.t1", restorationPhase: "INIT")
    #expect(request.matches(operation))
    operation.snapshotTag = "nightly" + Examples.stamp
    #expect(!request.matches(operation))
    (operation.snapshotTag, operation.kind) = ("nightly", .backup)
    #expect(!request.matches(operation))
  }

  @Test("everything and everywhere are said in more than one way", arguments: [nil, ""])
  func all(absent: String?) throws {
    var operation = Self.backup
    (operation.entities, operation.datacenter) = (absent, absent)
    for entities in [nil, Entities.all] {
      for datacenter in [nil, ""] {
        let request = BackupRequest(
          storageLocation: "s3://acme/", snapshotTag: "nightly", entities: entities, datacenter: datacenter,
          namespace: "n")
        #expect(OperationRequest.backup(request).matches(operation))
      }
    }
  }

  @Test("the real answer to a request is its own")
  func example() throws {
    let operation = try #require(SidecarOperation(try Examples.json(Examples.operation)))
    #expect(OperationRequest.backup(try Examples.backup()).matches(operation))
  }
}
