// SPDX-License-Identifier: Apache-2.0
internal import Posix

extension ConnectionState {
  /// A connection after our last byte, while the peer may still be sending.
  struct Lingering {
    let until: MonotonicTime
    var bytesLeft: Int
    /// Nothing was ever asked here.
    let isNewcomer: Bool

    init(from now: MonotonicTime, _ times: ConnectionTimes, isNewcomer: Bool) {
      until = now.advanced(by: times.linger)
      bytesLeft = times.lingerBytes
      self.isNewcomer = isNewcomer
    }
  }
}
