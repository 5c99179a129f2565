// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@testable import ClusterFacts

@Suite("What is kept of objects")
struct ContentsTests {
  private static let demo = Objects.key("demo")

  @Test("a backup is found by its key, with its defaults")
  func backup() throws {
    var contents = BackupContents()
    contents.set(
      try Objects.backup("nightly", #","entities":"k1.t1""#, state: "COMPLETED"), for: Objects.key("nightly"))
    let fact = try #require(contents.index[Objects.key("nightly")])
    #expect(fact.spec.entities.value?.description == "k1.t1")
    #expect(fact.spec.concurrentConnections.value == 10)
    #expect(fact.status?.hasCompleted == true)
    contents.remove(Objects.key("nightly"))
    #expect(contents.index[Objects.key("nightly")] == nil)
    #expect(contents.count == 0)
  }

  @Test("an operation is there from its start to its end")
  func operations() throws {
    var backups = BackupContents()
    var restores = RestoreContents()
    backups.set(try Objects.backup("b", state: "RUNNING"), for: Objects.key("b"))
    restores.set(try Objects.restore("r", state: "PENDING"), for: Objects.key("r"))
    #expect(backups.operations.operations(onCluster: Self.demo).map(\.state) == [.running])
    #expect(restores.operations.operations(onCluster: Self.demo).map(\.state) == [.pending])
    backups.set(try Objects.backup("b", state: "COMPLETED"), for: Objects.key("b"))
    restores.set(try Objects.restore("r"), for: Objects.key("r"))
    #expect(backups.operations.operations(onCluster: Self.demo) == [])
    #expect(restores.operations.operations(onCluster: Self.demo) == [])
    #expect(restores.count == 1)
  }

  @Test("the state of a restore is kept when it is over, and is not invented where there is none")
  func states() throws {
    var restores = RestoreContents()
    for (name, state) in [("a", "FAILED"), ("b", nil), ("c", "ODD"), ("d", "RUNNING")] {
      restores.set(try Objects.restore(name, state: state), for: Objects.key(name))
    }
    #expect(restores.count == 4)
    let all = restores.all.sorted { $0.key.name < $1.key.name }
    #expect(all.map(\.key.name) == ["a", "d"])
    #expect(all.map(\.state) == [.failed, .running])
    restores.set(try Objects.restore("a"), for: Objects.key("a"))
    #expect(restores.all.map(\.key.name) == ["d"])
    #expect(restores.count == 4)
  }

  @Test("an operation goes with its object")
  func removed() throws {
    var restores = RestoreContents()
    restores.set(try Objects.restore("r", state: "RUNNING"), for: Objects.key("r"))
    restores.remove(Objects.key("r"))
    #expect(restores.all == [])
    #expect(restores.operations.operations(onCluster: Self.demo) == [])
    #expect(restores.count == 0)
  }

  @Test("of an object whose spec is wrong, only name and spec stay in memory")
  func essentials() throws {
    let object = try Objects.json(
      #"{"metadata":{"name":"n","namespace":"a","managedFields":[{"manager":"kubectl"}]},"spec":{"bandwidth":"fast"}}"#)
    #expect(
      object.essentials.json
        == (try Objects.json(#"{"metadata":{"name":"n","namespace":"a"},"spec":{"bandwidth":"fast"}}"#)).json)
    #expect(object.essentials.json.rawBytes.startIndex == 0)
  }

  @Test("an object without anything is kept, and no rule finds anything in it")
  func empty() throws {
    var contents = BackupContents()
    contents.set(try Objects.json("{}"), for: Objects.key("odd"))
    #expect(contents.count == 1)
  }
}
