// SPDX-License-Identifier: Apache-2.0

/// Decides which streams may go on sending their bodies, so that a connection cannot make us hold much.
///
/// While the bodies together are small, every stream gets its window back as it sends. Beyond that only the oldest
/// does, and the others wait with what their windows let them send, until the oldest is answered. So somebody always
/// makes progress, nobody is refused, and a connection holds at most `shared` + one window a stream + one whole body.
struct BodyCredit: Sendable {
  struct Grant: Sendable, Equatable {
    var stream: Int32
    var bytes: Int
  }

  private struct Account: Sendable {
    var held = 0
    var owed = 0
  }

  private let shared: Int
  private var accounts: [Int32: Account] = [:]

  /// The bytes of all bodies, from their arrival until `released`.
  private(set) var held = 0

  /// - Parameter shared: the bytes that all streams may hold together before they take turns.
  init(shared: Int) {
    self.shared = shared
  }

  /// Body bytes have arrived: how many of them the stream may send anew, 0 when it has to wait.
  mutating func received(_ count: Int, on stream: Int32) -> Int {
    held += count
    accounts[stream, default: Account()].held += count
    guard held > shared, stream != accounts.keys.min() else { return count }
    accounts[stream]?.owed += count
    return 0
  }

  /// The stream will send no more, so it needs no credit; it still holds what it sent.
  mutating func completed(_ stream: Int32) {
    accounts[stream]?.owed = 0
  }

  /// The stream is answered or gone: which of the others go on now.
  mutating func released(_ stream: Int32) -> [Grant] {
    guard let account = accounts.removeValue(forKey: stream) else { return [] }
    held -= account.held
    guard held > shared else { return payAll() }
    return accounts.keys.min().flatMap { pay($0) }.map { [$0] } ?? []
  }

  private mutating func payAll() -> [Grant] {
    accounts.keys.sorted().compactMap { pay($0) }
  }

  private mutating func pay(_ stream: Int32) -> Grant? {
    guard let owed = accounts[stream]?.owed, owed > 0 else { return nil }
    accounts[stream]?.owed = 0
    return Grant(stream: stream, bytes: owed)
  }
}
