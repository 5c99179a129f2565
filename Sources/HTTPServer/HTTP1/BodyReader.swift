// SPDX-License-Identifier: Apache-2.0

/// Collects one body. Memory follows the bytes that came, not the length that a head claims.
struct BodyReader: Sendable {
  private enum Framing: Sendable {
    case length(Int)
    case chunked(ChunkedBody)
  }

  /// Reserved at once for a body of known length; a review fits, and 10,000 liars cost little.
  private static let firstReservation = 16 << 10

  private var framing: Framing
  private(set) var bytes: [UInt8] = []

  /// `nil` where there is no body.
  init?(_ framing: BodyFraming, limits: Limits) {
    switch framing {
    case .none:
      return nil
    case .length(let length):
      self.framing = .length(length)
    case .chunked:
      self.framing = .chunked(ChunkedBody(bodyLimit: limits.bodyBytes, extraLimit: limits.trailerBytes))
    }
  }

  var isComplete: Bool {
    switch framing {
    case .length(let length): bytes.count == length
    case .chunked(let decoder): decoder.isComplete
    }
  }

  /// Returns how many of `input` belong to the body.
  mutating func receive(_ input: Span<UInt8>) throws(Refusal) -> Int {
    switch framing {
    case .length(let length):
      let taken = min(input.count, length - bytes.count)
      reserve(taken, of: length)
      bytes.append(input.extracting(0..<taken))
      return taken
    case .chunked(var decoder):
      let taken = try decoder.decode(input, into: &bytes)
      framing = .chunked(decoder)
      return taken
    }
  }

  /// Doubles like an array, but never beyond the length.
  private mutating func reserve(_ count: Int, of length: Int) {
    guard bytes.count + count > bytes.capacity else { return }
    let wanted = max(bytes.count + count, 2 * bytes.capacity, Self.firstReservation)
    bytes.reserveCapacity(min(length, wanted))
  }
}
