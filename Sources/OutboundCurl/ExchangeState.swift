// SPDX-License-Identifier: Apache-2.0
internal import Outbound

/// How far a request has come: its head, the bytes that nobody has read yet, and its end.
struct ExchangeState {
  enum Bound: Sendable, Equatable {
    /// The body is read whole, and may have so many bytes.
    case whole(Int)
    /// The body is read piece by piece, and so many bytes of it may wait.
    case unread(Int)
  }

  enum End: Equatable {
    case proper
    case failed(TransportError)
  }

  enum Wanted { case head, piece, end }

  enum Reception: Equatable {
    case taken
    /// The bytes are to be offered again after `hasRoom`.
    case paused
    case refused
  }

  private(set) var head: OutboundHead?
  private(set) var end: End?
  private(set) var isPaused = false
  private var unread: [UInt8] = []
  private let bound: Bound

  init(_ bound: Bound) { self.bound = bound }

  /// Whether somebody who waits for this has no more to wait for.
  func has(_ wanted: Wanted) -> Bool {
    switch wanted {
    case .head: head != nil || end != nil
    case .piece: !unread.isEmpty || end != nil
    case .end: end != nil
    }
  }

  mutating func received(_ head: OutboundHead) {
    if end == nil { self.head = head }
  }

  /// - Parameter tooLong: the failure when the body is longer than it may be.
  mutating func received(_ bytes: UnsafeRawBufferPointer, tooLong: TransportError) -> Reception {
    guard end == nil else { return .refused }
    switch bound {
    case .whole(let limit):
      guard bytes.count <= limit - unread.count else {
        ended(.failed(tooLong))
        return .refused
      }
    case .unread(let limit):
      guard unread.count < limit else {
        isPaused = true
        return .paused
      }
    }
    unread.append(contentsOf: bytes)
    return .taken
  }

  /// The first end counts. After a cancellation nothing is to be read any more; after other ends what has come still is.
  mutating func ended(_ end: End) {
    guard self.end == nil else { return }
    self.end = end
    if end == .failed(.cancelled) { unread = [] }
  }

  /// Takes what has come so far.
  /// - Returns: no bytes where none have come.
  mutating func take() -> (bytes: [UInt8], hasRoom: Bool) {
    defer {
      unread = []
      isPaused = false
    }
    return (unread, isPaused && end == nil)
  }
}
