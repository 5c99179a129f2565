// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@Suite("Operations by cluster")
struct OperationIndexTests {
  private let demo = ObjectKey(namespace: "cassandra", name: "demo")

  private func operation(
    _ name: String, _ state: OperationState = .running, _ kind: SubjectKind = .backup
  ) -> OperationFact {
    OperationFact(kind: kind, key: ObjectKey(namespace: "cassandra", name: name), state: state)
  }

  @Test("only what is at work or waits makes a cluster busy", arguments: OperationState.allCases)
  func active(state: OperationState) {
    var index = OperationIndex()
    index.set(operation("a", state), onCluster: demo)
    #expect(index.operations(onCluster: demo).isEmpty == ![.required, .queued, .pending, .running].contains(state))
  }

  @Test("backups come first, then names, and no more than a message needs")
  func order() {
    var index = OperationIndex()
    index.set(operation("a", .running, .restore), onCluster: demo)
    #expect(index.operations(onCluster: demo).map(\.key.name) == ["a"])
    for name in ["c", "b", "d"] { index.set(operation(name), onCluster: demo) }
    #expect(index.operations(onCluster: demo).map(\.key.name) == ["b", "c"])
    #expect(index.operations(onCluster: ObjectKey(namespace: "other", name: "demo")).isEmpty)
  }

  @Test("an operation is what its object said last, on the cluster it named last")
  func replaced() {
    var index = OperationIndex()
    let other = ObjectKey(namespace: "cassandra", name: "other")
    index.set(operation("a", .pending), onCluster: demo)
    index.set(operation("a", .running), onCluster: other)
    #expect(index.operations(onCluster: demo).isEmpty)
    #expect(index.operations(onCluster: other) == [operation("a", .running)])
    index.set(operation("a", .completed), onCluster: other)
    #expect(index.operations(onCluster: other).isEmpty)
  }

  @Test("a backup and a restore of one name are two")
  func kinds() {
    var index = OperationIndex()
    index.set(operation("a"), onCluster: demo)
    index.set(operation("a", .running, .restore), onCluster: demo)
    index.remove(.backup, operation("a").key)
    index.remove(.backup, operation("never").key)
    #expect(index.operations(onCluster: demo) == [operation("a", .running, .restore)])
  }
}
