// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import Icarus
import Reconcilers

extension MetricsPage {
  /// Nothing where nothing is reconciled.
  mutating func add(_ report: ReconcilerReport?) {
    guard let report else { return }
    gauge("cassette_leader", "1 while this replica runs backups and restores.", report.leader.isLeading ? 1 : 0)
    counter("cassette_leader_terms_total", "Times that this replica has come to lead.", report.leader.terms)
    counter("cassette_leader_errors_total", "Requests for the lease that failed.", report.leader.errors)
    head("cassette_sidecar_calls_total", "Calls of sidecars, by what was asked and what came of it.", "counter")
    lines("cassette_sidecar_calls_total", report.sidecarCalls) {
      [("request", $0.request.rawValue), ("outcome", $0.outcome.rawValue)]
    }
    guard let controller = report.controller else { return }
    gauge("cassette_reconcile_queue_depth", "Objects that are due now or later.", controller.depth)
    gauge("cassette_reconcile_running", "Objects that are being worked on.", controller.running)
    gauge("cassette_reconcile_failing", "Objects whose last reconcile failed.", controller.failing)
    head("cassette_reconciles_total", "Reconciles since this replica leads, by outcome.", "counter")
    line("cassette_reconciles_total", "outcome=\"again\"", "\(controller.again)")
    line("cassette_reconciles_total", "outcome=\"done\"", "\(controller.done)")
    line("cassette_reconciles_total", "outcome=\"failed\"", "\(controller.failed)")
    counter("cassette_reconcile_retries_total", "Reconciles of objects that were failing.", controller.retries)
    head(
      "cassette_reconcile_latency_seconds", "Time from when an object was due to when its reconcile began.", "summary")
    line("cassette_reconcile_latency_seconds_sum", "", "\(controller.latency.sum / .seconds(1))")
    line("cassette_reconcile_latency_seconds_count", "", "\(controller.latency.count)")
  }
}
