// SPDX-License-Identifier: Apache-2.0
import Icarus

extension OperationReconciler {
  /// Sidecars that are asked at the same time.
  private static let mostAtOnce = 16

  /// What the sidecars of these pods work on, in their order.
  func reports(of pods: [SidecarPod]) async -> [NodeReport] {
    await withTaskGroup(of: (Int, NodeReport).self) { group in
      var reports = pods.map { NodeReport(pod: $0, operations: nil) }
      var rest = pods.indices[...]
      func askNext() {
        guard let index = rest.popFirst() else { return }
        group.addTask { (index, await self.report(of: pods[index])) }
      }
      for _ in 0..<Self.mostAtOnce { askNext() }
      for await (index, report) in group {
        reports[index] = report
        askNext()
      }
      return reports
    }
  }

  private func report(of pod: SidecarPod) async -> NodeReport {
    guard let endpoint = pod.endpoint else { return NodeReport(pod: pod, operations: nil) }
    return NodeReport(pod: pod, operations: try? await sidecar.operations(at: endpoint))
  }
}
