// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Testing

@testable import Reconcilers

extension NodeCheck {
  /// As the operation has ended.
  fileprivate init(_ operation: SidecarOperation, _ reports: [NodeReport]) {
    self.init(operation, reports, at: time("2026-11-22T12:10:01Z"))
  }
}

@Suite("Whether every node did its part")
struct NodeCheckTests {
  /// A part of the operation that `Operations` tells of.
  private func part(
    _ state: OperationState = .completed, kind: SidecarOperation.Kind = .backup, phase: String? = nil,
    at second: Int = 6, failure: String? = nil, tag: String? = nil
  ) -> SidecarOperation {
    SidecarOperation(
      id: "part", kind: kind, state: state, progress: state == .completed ? 1 : 0.5,
      failures: failure.map { [SidecarFailure(source: "demo", message: $0)] } ?? [],
      creationTime: (time("2026-11-22T12:00:00Z") + .seconds(second)).description,
      completionTime: state == .running ? nil : "2026-11-22T12:09:00Z", isGlobal: false,
      snapshotTag: tag ?? "nightly" + Operations.stamp, restorationPhase: phase)
  }

  /// The phases of a restore, the last one first, as a sidecar lists them.
  private func phases(_ names: [String], at second: Int = 6, _ state: OperationState = .completed) -> [SidecarOperation]
  {
    names.enumerated().map { part(state, kind: .restore, phase: $1, at: second + 10 * $0) }.reversed()
  }

  private func report(_ pod: String, _ operations: [SidecarOperation]?) -> NodeReport {
    NodeReport(
      pod: SidecarPod(name: pod, uid: pod, address: "10.0.0.1", isReady: true, restarts: 0), operations: operations)
  }

  private let all = ["INIT", "DOWNLOAD", "IMPORT", "CLEANUP"]

  @Test("a backup is complete when each node has an operation of its own that succeeded")
  func complete() {
    let check = NodeCheck(
      Operations.completed(),
      [report("demo-0", [Operations.completed(), part()]), report("demo-1", [part()])])
    #expect(check.isComplete)
    #expect(
      check.nodes == ["demo-0", "demo-1"].map { NodeStatus(pod: $0, state: "COMPLETED", progress: "100%") })
  }

  @Test("COMPLETED is not believed when a node outlived its time, or took no part")
  func incomplete() {
    let check = NodeCheck(
      Operations.completed(),
      [
        report("demo-0", [Operations.completed(), part()]), report("demo-1", [part(.running)]),
        report("demo-2", []), report("demo-3", [part(.failed, failure: "no space")]), report("demo-4", nil),
        report("demo-5", [part(.pending)]),
      ])
    #expect(!check.isComplete)
    #expect(check.incomplete == ["demo-1", "demo-2", "demo-3", "demo-5"])
    #expect(check.silent == ["demo-4"])
    #expect(check.nodes.map(\.state) == ["COMPLETED", "RUNNING", nil, "FAILED", nil, "PENDING"])
    #expect(check.nodes[1].message == "it has not ended")
    #expect(check.nodes[3].message == "no space")
  }

  @Test("a part that ended with errors has failed, whatever its state says")
  func errors() {
    let check = NodeCheck(Operations.completed(), [report("demo-0", [part(.completed, failure: "no space")])])
    #expect(check.nodes.first?.state == "FAILED")
    #expect(check.incomplete == ["demo-0"])
  }

  @Test("nodes that only do not answer make nothing incomplete, but nothing complete either")
  func silent() {
    let check = NodeCheck(Operations.completed(), [report("demo-0", [part()]), report("demo-1", nil)])
    #expect(check.incomplete == [] && check.silent == ["demo-1"] && !check.isComplete)
    #expect(!NodeCheck(Operations.completed(), []).isComplete)
  }

  @Test("the coordinator's own operation is no part, and neither is that of another run or kind")
  func others() {
    for other in [
      Operations.completed(), part(tag: "nightly-9f1c2d3e-0000-3000-8000-000000000001-1"), part(kind: .restore),
      part(kind: .other("flush")), part(tag: "nightly"), part(at: -600),
    ] {
      #expect(NodeCheck(Operations.completed(), [report("demo-0", [other])]).incomplete == ["demo-0"])
    }
  }

  @Test("a node whose clock is a little behind did its part all the same")
  func skew() {
    #expect(NodeCheck(Operations.completed(), [report("demo-0", [part(at: -60)])]).isComplete)
  }

  @Test("a restore is complete when each node went through all phases")
  func restore() {
    let operation = Operations.completed(.restore)
    #expect(NodeCheck(operation, [report("demo-0", phases(all)), report("demo-1", phases(all))]).isComplete)
    for missing in ["DOWNLOAD", "IMPORT", "CLEANUP"] {
      let check = NodeCheck(operation, [report("demo-0", phases(all.filter { $0 != missing }))])
      #expect(check.incomplete == ["demo-0"])
      #expect(check.nodes.first?.message == "no operation of this node is known")
    }
    #expect(NodeCheck(operation, [report("demo-0", phases(["DOWNLOAD", "IMPORT", "CLEANUP"]))]).isComplete)
  }

  @Test("the phase that failed is named")
  func phase() {
    var operations = phases(["INIT", "DOWNLOAD"])
    operations.insert(part(.failed, kind: .restore, phase: "IMPORT", at: 30, failure: "no link"), at: 0)
    let check = NodeCheck(Operations.completed(.restore), [report("demo-0", operations)])
    #expect(
      check.nodes == [NodeStatus(pod: "demo-0", state: "FAILED", progress: "50%", message: "phase IMPORT: no link")])
  }

  @Test("of two restores of one tag after each other the earlier is no part of the later")
  func again() {
    let operation = Operations.completed(.restore)
    let before = phases(all, at: -60)
    #expect(NodeCheck(operation, [report("demo-0", phases(all) + before)]).isComplete)
    let failed = NodeCheck(operation, [report("demo-0", phases(all, .failed) + before)])
    #expect(failed.incomplete == ["demo-0"])
    let unfinished = NodeCheck(operation, [report("demo-0", phases(["INIT", "DOWNLOAD"]) + before)])
    #expect(unfinished.incomplete == ["demo-0"])
    #expect(NodeCheck(operation, [report("demo-0", phases(all, at: -600))]).incomplete == ["demo-0"])
  }

  @Test("times that cannot be read leave the sidecar's order")
  func withoutTimes() {
    var (operation, node) = (Operations.completed(), part())
    (operation.creationTime, node.creationTime) = (nil, "yesterday")
    #expect(NodeCheck(operation, [report("demo-0", [node])]).isComplete)
    #expect(NodeCheck(operation, [report("demo-0", [part(.running), node])]).incomplete == ["demo-0"])
  }

  // MARK: What is forgotten

  @Test("nodes that show nothing an hour after the end have forgotten it, and not before")
  func forgotten() {
    let reports = [report("demo-0", [part()]), report("demo-1", [])]
    let early = NodeCheck(Operations.completed(), reports, at: time("2026-11-22T13:09:59Z"))
    #expect(early.incomplete == ["demo-1"] && !early.isForgotten)
    let late = NodeCheck(Operations.completed(), reports, at: time("2026-11-22T13:10:00Z"))
    #expect(late.incomplete == ["demo-1"] && late.isForgotten && !late.isComplete)
  }

  @Test("a node that shows its part has not forgotten it, and neither has one that says nothing")
  func remembered() {
    let late = time("2026-11-22T14:00:00Z")
    for other in [part(.running), part(.failed)] {
      let check = NodeCheck(Operations.completed(), [report("demo-0", []), report("demo-1", [other])], at: late)
      #expect(check.incomplete == ["demo-0", "demo-1"] && !check.isForgotten)
    }
    #expect(!NodeCheck(Operations.completed(), [report("demo-0", nil)], at: late).isForgotten)
  }

  @Test("the last phase of a long restore speaks for those that are forgotten before it ends")
  func longRestore() {
    let operation = Operations.completed(.restore)
    let late = time("2026-11-22T13:00:05Z")
    for shown in [["IMPORT", "CLEANUP"], ["CLEANUP"]] {
      #expect(NodeCheck(operation, [report("demo-0", phases(shown))], at: late).isComplete)
      #expect(!NodeCheck(operation, [report("demo-0", phases(shown))], at: late + .seconds(-1)).isComplete)
    }
    for shown in [["DOWNLOAD"], ["DOWNLOAD", "IMPORT"]] {
      let check = NodeCheck(operation, [report("demo-0", phases(shown))], at: late)
      #expect(check.incomplete == ["demo-0"] && !check.isForgotten)
    }
  }
}
