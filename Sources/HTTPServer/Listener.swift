// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Posix

/// The listening socket, and whether it is to be read now. Owned by one loop, which hands connections on to all.
final class Listener {
  let registration: EpollRegistration
  let loops: [Loop]
  /// What epoll was last told to watch.
  var watched: EpollEvents = .readable
  private let socket: ListeningSocket
  private let logger: Logger
  private var acceptance: Acceptance
  private var left = 0
  private var isTroubled = false

  init(_ socket: consuming ListeningSocket, _ registration: EpollRegistration, _ loops: [Loop], _ share: LoopShare) {
    self.socket = socket
    self.registration = registration
    self.loops = loops
    logger = share.logger
    acceptance = Acceptance(limits: share.configuration.limits)
  }

  var number: Int { Int(registration.descriptor) }
  var interest: EpollEvents { acceptance.wantsConnections ? .readable : [] }
  var retryAt: MonotonicTime? { acceptance.retryAt }
  var isPaused: Bool { !acceptance.wantsConnections }
  var connectionsToShed: Int { acceptance.connectionsToShed }

  func ready(open: Int) { left = acceptance.ready(open: open) }

  func resume() { acceptance.resume() }

  /// One of those that may be accepted in this turn; nil when there are no more of them.
  func next(at now: MonotonicTime) throws(SystemError) -> Arrival? {
    while left > 0 {
      left -= 1
      switch try socket.accept() {
      case .accepted(let socket, let peer):
        recovered()
        return Arrival(socket: socket, peer: peer)
      case .wouldBlock: return nil
      case .connectionAborted: continue
      case .outOfResources(let error):
        acceptance.ranOutOfResources(at: now)
        troubled(error)
        return nil
      }
    }
    return nil
  }

  /// Said once, not with every attempt.
  private func troubled(_ error: SystemError) {
    guard !isTroubled else { return }
    isTroubled = true
    logger.error("cannot accept connections for now; they wait", metadata: ["error": "\(error)"])
  }

  private func recovered() {
    guard isTroubled else { return }
    isTroubled = false
    logger.notice("accepting connections again")
  }
}
