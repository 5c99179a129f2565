// SPDX-License-Identifier: Apache-2.0

/// Which loop gets the next connection.
///
/// An API server holds only one or two connections to a webhook. Left to the kernel (SO_REUSEPORT), which hashes
/// addresses, both often end on one thread while the others sleep; counting cannot go wrong like that.
enum Placement {
  /// The first of those with the fewest.
  /// - Parameter loads: connections by loop; not empty.
  static func loop(among loads: some Collection<Int>) -> Int {
    var best = 0
    var fewest = Int.max
    for (index, load) in loads.enumerated() where load < fewest {
      best = index
      fewest = load
    }
    return best
  }
}
