// SPDX-License-Identifier: Apache-2.0
private import Logging
internal import Posix
private import Synchronization

/// The part of the one loop that has the listener.
extension Loop {
  /// - Parameter loops: all loops of the server, this one included.
  func listen(on socket: consuming ListeningSocket, for loops: [Loop]) throws(SystemError) {
    let registration = try epoll.add(socket.descriptor, for: .readable)
    listener = Listener(socket, registration, loops, share)
  }

  func stopListening() {
    guard let listener else { return }
    acceptWaiting(listener)
    deadlines.remove(listener.number)
    // Open and registered, so there is nothing to fail; the socket closes with its owner.
    try? epoll.remove(listener.registration)
    self.listener = nil
  }

  func accept() {
    guard let listener else { return }
    listener.ready(open: share.connections.count)
    do {
      while let arrival = try listener.next(at: context.now) { place(arrival, among: listener.loops) }
    } catch {
      // Nothing that accept(2) lists; the socket stays as it is, and the next turn tries again.
      context.logger.error("accepting a connection failed", metadata: ["error": "\(error)"])
    }
    settle(listener)
    if listener.isPaused { makeRoom(listener) }
  }

  /// With the socket the kernel would end the connections that wait in its queue, and their clients have done nothing wrong.
  private func acceptWaiting(_ listener: Listener) {
    var found = true
    while found {
      found = false
      listener.ready(open: share.connections.count)
      while let arrival = try? listener.next(at: context.now) {
        found = true
        place(arrival, among: listener.loops)
      }
    }
  }

  func resumeAccepting() {
    guard let listener else { return }
    listener.resume()
    settle(listener)
  }

  /// Drops connections that have not asked anything, those that have been silent longest first.
  func shedNewcomers(_ count: Int) {
    for _ in 0..<count {
      guard
        let oldest = newcomers.removeOldest(isNew: { connection($0)?.isNewcomer ?? false }),
        let connection = connection(oldest)
      else { return }
      connection.close(.shed, context)
      context.metrics.connectionsShed.count()
      settle(connection)
    }
  }

  private func place(_ arrival: consuming Arrival, among loops: [Loop]) {
    let loop = loops[Placement.loop(among: loops.map(\.load.count))]
    share.connections.joined()
    context.metrics.connectionsOpen.count()
    context.metrics.connections.count()
    loop.load.add()
    guard loop !== self else { return adopt(arrival) }
    let parcel = Parcel(arrival)
    loop.perform { loop in
      if let arrival = parcel.open() { loop.adopt(arrival) }
    }
  }

  private func settle(_ listener: Listener) {
    if let retryAt = listener.retryAt { deadlines.set(listener.number, to: retryAt) }
    guard listener.interest != listener.watched else { return }
    do {
      try epoll.change(listener.registration, to: listener.interest)
      listener.watched = listener.interest
    } catch {
      context.logger.error("the listener cannot be watched", metadata: ["error": "\(error)"])
    }
  }

  /// The server is full: the oldest newcomers go, and accepting goes on when any connection has closed.
  private func makeRoom(_ listener: Listener) {
    let open = share.connections.count
    share.connections.whenOneLeaves { [executor] in executor.perform { $0.resumeAccepting() } }
    let count = listener.connectionsToShed
    for loop in listener.loops { loop.perform { $0.shedNewcomers(count) } }
    if share.connections.count < open { resumeAccepting() }
  }
}
