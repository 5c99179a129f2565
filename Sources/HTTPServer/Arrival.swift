// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization

/// A connection between its accept and its loop.
struct Arrival: ~Copyable, Sendable {
  let socket: Socket
  let peer: SocketAddress
}

/// Carries an arrival from one thread to another, in a closure, which could not hold what cannot be copied.
final class Parcel: Sendable {
  private let content: Mutex<Arrival?>

  init(_ arrival: consuming Arrival) { content = Mutex(consume arrival) }

  /// Nil the second time.
  func open() -> Arrival? { content.withLock { $0.take() } }
}
