// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension CronSchedule {
  /// The first activation after an instant, or nil if there is none in five years: then there never is one.
  ///
  /// `zone` counts where the schedule names none. At most some thousand steps, whatever the schedule.
  package func next(after instant: Instant, in zone: TimeZoneRules) -> Instant? {
    switch timing {
    case .every(let seconds): return Instant(seconds: instant.seconds + seconds)
    case .fields(let fields):
      var search = CronSearch(fields, after: instant.seconds, in: self.zone ?? zone)
      return search.run().map { Instant(seconds: $0) }
    }
  }

  /// The activations after an instant, at most `count` of them.
  package func activations(after instant: Instant, in zone: TimeZoneRules, count: Int) -> [Instant] {
    var found: [Instant] = []
    while found.count < count, let next = next(after: found.last ?? instant, in: zone) { found.append(next) }
    return found
  }
}
