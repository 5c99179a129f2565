// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Testing

@testable import ClusterFacts

@Suite("How several watches go together")
struct WatchedReportTests {
  private static func report(_ condition: WatchCondition, objects: Int, isSynced: Bool = true) -> WatchedReport {
    WatchedReport(
      resource: "cassandrabackups", isSynced: isSynced, objects: objects, condition: condition, counts: WatchCounts())
  }

  @Test("they go as well as the worst of them, in any order")
  func worst() {
    let (good, bad) = (Self.report(.watching, objects: 2), Self.report(.disconnected(error: "refused"), objects: 3))
    for (first, second) in [(good, bad), (bad, good)] {
      var sum = first
      sum.add(second)
      #expect(sum.condition == .disconnected(error: "refused"))
      #expect(sum.objects == 5)
      #expect(sum.isSynced)
    }
    var sum = good
    sum.add(Self.report(.watching, objects: 0, isSynced: false))
    #expect(sum.condition == .watching && !sum.isSynced)
  }
}
