// SPDX-License-Identifier: Apache-2.0

/// What is wrong with one sidecar. Each of them lasts until it is taken away.
package struct SidecarFaults: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Nobody listens. Work that runs goes on: only the way to it is gone.
  package static let down = SidecarFaults(rawValue: 1 << 0)
  /// Takes connections and answers nothing. What is asked is not acted upon before it has come to, if the client still
  /// waits.
  package static let hang = SidecarFaults(rawValue: 1 << 1)
  /// A POST is accepted, and its answer is lost.
  package static let cutAfterAccepting = SidecarFaults(rawValue: 1 << 2)
  /// A POST is lost on its way.
  package static let cutBeforeAccepting = SidecarFaults(rawValue: 1 << 3)
  /// Work that a coordinator hands to this node is accepted and forgotten at once, as by a restart.
  package static let childLost = SidecarFaults(rawValue: 1 << 4)
  /// Work that a coordinator hands to this node takes an hour longer than the coordinator waits for it.
  package static let slowChild = SidecarFaults(rawValue: 1 << 5)
  /// `GET /status` answers 500.
  package static let statusFails = SidecarFaults(rawValue: 1 << 6)
  /// Who asks for an operation by its id is told that there is none. Lists are as ever.
  package static let forgetsIDs = SidecarFaults(rawValue: 1 << 7)
  /// A POST is answered 500 and not acted upon.
  package static let refusesWith500 = SidecarFaults(rawValue: 1 << 8)

  /// Each of them alone, for tests that choose at random.
  package static let each: [SidecarFaults] = (0..<9).map { SidecarFaults(rawValue: 1 << $0) }
}
