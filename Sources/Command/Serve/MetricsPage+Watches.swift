// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import ControllerRuntime

extension MetricsPage {
  /// Nothing where no cluster is watched.
  mutating func add(_ watches: [WatchedReport]) {
    guard !watches.isEmpty else { return }
    gauges("cassette_watch_objects", "Objects known of a kind.", watches, \.objects)
    gauges("cassette_watch_synced", "1 once all objects of a kind have been listed.", watches) { $0.isSynced ? 1 : 0 }
    gauges("cassette_watch_connected", "1 while changes of a kind come at once.", watches) {
      $0.condition == .watching ? 1 : 0
    }
    counters("cassette_watch_lists_total", "Complete lists of a kind.", watches, \.counts.lists)
    counters("cassette_watch_watches_total", "Watches of a kind that the server accepted.", watches, \.counts.watches)
    counters("cassette_watch_events_total", "Changes of a kind that watches told.", watches, \.counts.events)
    counters("cassette_watch_malformed_total", "Objects and lines that were left out.", watches, \.counts.malformed)
    counters("cassette_watch_errors_total", "Requests that failed and watches that were cut.", watches, \.counts.errors)
  }

  private mutating func gauges(
    _ name: String, _ help: String, _ watches: [WatchedReport], _ value: (WatchedReport) -> Int
  ) {
    lines(name, help, "gauge", watches, value)
  }

  private mutating func counters(
    _ name: String, _ help: String, _ watches: [WatchedReport], _ value: (WatchedReport) -> Int
  ) {
    lines(name, help, "counter", watches, value)
  }

  private mutating func lines(
    _ name: String, _ help: String, _ type: String, _ watches: [WatchedReport], _ value: (WatchedReport) -> Int
  ) {
    head(name, help, type)
    for watch in watches { line(name, "resource=\"\(watch.resource)\"", "\(value(watch))") }
  }
}
