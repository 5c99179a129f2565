// SPDX-License-Identifier: Apache-2.0
import Policy

extension ClusterSlots {
  /// At the beginning of a term: an object has its cluster, or its place in the queue, by what its status says.
  func occupy(_ observed: Observed) {
    let plan = Plan(observed)
    guard let run = plan.status.run, observed.status.run != nil || run.isAtWork,
      let cluster = run.cluster.map(observed.subject.key.neighbour) ?? observed.cluster
    else { return }
    if run.isAtWork {
      hold(cluster, observed.subject)
    } else if plan.step == .start {
      enqueue(cluster, observed.subject, since: run.queued)
    }
  }
}
