// SPDX-License-Identifier: Apache-2.0
import Icarus

/// What all sidecars of a cluster say before something is started there.
struct Survey: Sendable {
  /// A backup or restore that one of them works on although no object's status says so: somebody else's, or one that
  /// outlived its object.
  let operation: (pod: String, id: String)?
  /// A ready pod whose sidecar says nothing. Pods that are not ready need not.
  let silent: String?
  /// The pods whose sidecars answered.
  let answered: Set<String>

  init(_ reports: [NodeReport]) {
    operation =
      reports.lazy.compactMap { report in
        report.operations?.first { [.backup, .restore].contains($0.kind) && !$0.hasEnded }
          .map { (report.pod.name, $0.id) }
      }.first
    silent = reports.first { $0.operations == nil && $0.pod.isReady }?.pod.name
    answered = Set(reports.filter { $0.operations != nil }.map(\.pod.name))
  }
}
