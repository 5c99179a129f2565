// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization

/// One event loop: a thread, an epoll, and the connections that nobody else can reach.
///
/// It is an actor whose executor is its own thread, so the compiler keeps connections (plain classes, not Sendable) on
/// that thread, and what belongs to them needs no lock. A turn takes the events of the sockets, then what is overdue;
/// between turns the thread runs what others have sent to it.
actor Loop {
  nonisolated let executor: LoopExecutor
  nonisolated let load: LoopLoad
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let share: LoopShare
  let context: LoopContext
  var epoll: Epoll
  private let bell: EpollRegistration
  /// By descriptor number.
  private var connections: [Connection?] = []
  var deadlines = Deadlines()
  var newcomers = Newcomers<EpollRegistration>()
  var listener: Listener?
  private(set) var isRunning = true
  private var isDraining = false
  private var emptied: CheckedContinuation<Void, Never>?

  init(_ share: LoopShare) throws(SystemError) {
    self.share = share
    executor = try LoopExecutor()
    load = LoopLoad()
    context = LoopContext(executor, share)
    var epoll = try Epoll()
    bell = try epoll.add(executor.bell.descriptor, for: .readable)
    self.epoll = epoll
  }

  nonisolated func perform(_ operation: @escaping LoopExecutor.Operation) { executor.perform(operation) }

  // MARK: Turns

  func turn() {
    do {
      try epoll.wait(until: deadlines.earliest)
    } catch {
      preconditionFailure("an epoll of ours with a buffer of ours cannot fail to wait: \(error)")
    }
    context.now = .now()
    while let event = epoll.next() { handle(event) }
    expireSome()
  }

  private func handle(_ event: EpollEvent) {
    if let connection = connection(event.registration) {
      connection.ready(event.events, context)
      settle(connection)
    } else if event.registration == bell {
      // It never blocks, and a bell that goes on ringing costs a turn and no more.
      try? executor.bell.silence()
    } else if event.registration == listener?.registration {
      accept()
    }
  }

  /// The rest has its turn after the events that have come by then: the wait for them ends at once.
  private func expireSome() {
    for _ in 0..<context.limits.expirationsPerTurn {
      guard let number = deadlines.nextExpired(at: context.now) else { return }
      expired(number)
    }
  }

  private func expired(_ number: Int) {
    if number == Int(bell.descriptor) {
      cutOff()
    } else if number == listener?.number {
      resumeAccepting()
    } else if let connection = connections[number] {
      connection.expired(context)
      settle(connection)
    }
  }

  // MARK: Connections

  func connection(_ registration: EpollRegistration) -> Connection? {
    let number = Int(registration.descriptor)
    guard number < connections.count, let connection = connections[number] else { return nil }
    return connection.registration == registration ? connection : nil
  }

  /// Takes over an accepted connection, which is already counted.
  func adopt(_ arrival: consuming Arrival) {
    let peer = arrival.peer
    do {
      try? arrival.socket.disableDelay()
      let registration = try epoll.add(arrival.socket.descriptor, for: .readable)
      let connection = Connection(arrival.socket, registration, from: peer, certificate: share.certificate, context)
      insert(connection)
      settle(connection)
    } catch {
      context.logFailure(of: peer, .failed, "\(error)")
      forgetOne()
    }
  }

  private func insert(_ connection: Connection) {
    let number = Int(connection.registration.descriptor)
    if number >= connections.count {
      let wanted = max(number + 1, 2 * connections.count)
      connections.append(contentsOf: repeatElement(nil, count: wanted - connections.count))
    }
    connections[number] = connection
    context.connectionCount += 1
    newcomers.append(connection.registration) { self.connection($0)?.isNewcomer ?? false }
    if isDraining { connection.serverStops(context) }
  }

  func heard(_ news: HandlerPool.News, of ticket: HandlerPool.Ticket) {
    guard let connection = connection(ticket.connection) else { return }
    connection.heard(news, of: ticket.stream, context)
    settle(connection)
  }

  /// Makes epoll and the deadlines follow what a connection now wants; buries it when it is over.
  func settle(_ connection: Connection) {
    guard connection.end == nil, let deadline = connection.deadline else { return remove(connection) }
    deadlines.set(Int(connection.registration.descriptor), to: deadline)
    let interest = connection.interest
    guard interest != connection.watched else { return }
    do {
      try epoll.change(connection.registration, to: interest)
      connection.watched = interest
    } catch {
      context.logFailure(of: connection.peer, .failed, "\(error)")
      connection.close(.failed, context)
      remove(connection)
    }
  }

  private func remove(_ connection: Connection) {
    let number = Int(connection.registration.descriptor)
    // The descriptor is open and registered until the connection is let go below, so there is nothing to fail.
    try? epoll.remove(connection.registration)
    deadlines.remove(number)
    connections[number] = nil
    context.connectionCount -= 1
    forgetOne()
    if context.connectionCount == 0 { emptied.take()?.resume() }
  }

  private func forgetOne() {
    load.subtract()
    context.metrics.connectionsOpen.count(-1)
    share.connections.left()
  }

  // MARK: The end

  /// Lets every connection finish what it has begun; returns when all have, or at the deadline, when the rest is cut off.
  func drain(until deadline: MonotonicTime) async {
    isDraining = true
    for case let connection? in connections {
      connection.serverStops(context)
      settle(connection)
    }
    guard context.connectionCount > 0 else { return }
    deadlines.set(Int(bell.descriptor), to: deadline)
    await withTaskCancellationHandler {
      await withCheckedContinuation { emptied = $0 }
    } onCancel: {
      perform { $0.cutOff() }
    }
    deadlines.remove(Int(bell.descriptor))
  }

  private func cutOff() {
    for case let connection? in connections {
      connection.close(.cutOff, context)
      settle(connection)
    }
  }

  /// Ends the thread after this turn. Nothing may be awaited of the loop afterwards.
  func stop() {
    stopListening()
    cutOff()
    isRunning = false
  }
}
