// SPDX-License-Identifier: Apache-2.0

/// When the next request follows the one that is over.
enum WatchRetry: Equatable {
  /// At once, and what failed before is forgotten: the watch had been of use.
  case afresh
  /// At once: it is another request than the one that failed, and does not lead back to it without an answer.
  case atOnce
  /// After a short wait. `atLeast`: as the server asked for.
  case soon(atLeast: Duration? = nil)
  /// After a long wait: somebody has to change something first.
  case later
}
