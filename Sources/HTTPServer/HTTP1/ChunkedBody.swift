// SPDX-License-Identifier: Apache-2.0

/// Takes the chunked coding off a body (RFC 9112, section 7.1), in pieces of any size. Extensions and trailer fields
/// are checked for bytes that may not be there, counted and dropped.
struct ChunkedBody: Sendable, Equatable {
  private enum Step: Sendable, Equatable {
    case size(digits: Int, value: Int)
    case chunkExtension(size: Int)
    case sizeLineFeed(size: Int)
    case data(left: Int)
    case dataCarriageReturn, dataLineFeed
    case trailerStart, trailerName, trailerValue, trailerLineFeed
    case lastLineFeed
    case complete
  }

  /// Fifteen hexadecimal digits are 60 bits, which an `Int` holds; no real chunk needs more than eight.
  private static let mostSizeDigits = 15

  private let bodyLimit: Int
  private let extraLimit: Int
  private var extra = 0
  private var step = Step.size(digits: 0, value: 0)

  /// - Parameters:
  ///   - bodyLimit: the most bytes of all chunks together.
  ///   - extraLimit: the most bytes of all extensions and trailer fields together.
  init(bodyLimit: Int, extraLimit: Int) {
    self.bodyLimit = bodyLimit
    self.extraLimit = extraLimit
  }

  var isComplete: Bool { step == .complete }

  /// Appends the decoded bytes to `body` and returns how many of `bytes` were used: all, unless the body ended before.
  mutating func decode(_ bytes: Span<UInt8>, into body: inout [UInt8]) throws(Refusal) -> Int {
    var used = 0
    while used < bytes.count {
      switch step {
      case .complete:
        return used
      case .data(let left):
        let taken = min(left, bytes.count - used)
        body.append(bytes.extracting(used..<used + taken))
        used += taken
        step = taken == left ? .dataCarriageReturn : .data(left: left - taken)
      default:
        try take(bytes[used], decoded: body.count)
        used += 1
      }
    }
    return used
  }

  private mutating func take(_ byte: UInt8, decoded: Int) throws(Refusal) {
    switch step {
    case .size(let digits, let value):
      step = try afterSizeByte(byte, digits, value, decoded)
    case .chunkExtension(let size):
      step = try afterExtensionByte(byte, size)
    case .sizeLineFeed(let size):
      try expect(byte, FieldRules.lineFeed)
      step = size == 0 ? .trailerStart : .data(left: size)
    case .dataCarriageReturn:
      try expect(byte, FieldRules.carriageReturn)
      step = .dataLineFeed
    case .dataLineFeed:
      try expect(byte, FieldRules.lineFeed)
      step = .size(digits: 0, value: 0)
    case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed, .lastLineFeed:
      step = try afterTrailerByte(byte)
    case .data, .complete:
      preconditionFailure("data is taken as a whole, and nothing after the end")
    }
  }

  private func afterSizeByte(_ byte: UInt8, _ digits: Int, _ value: Int, _ decoded: Int) throws(Refusal) -> Step {
    if let digit = Self.hexDigit(byte) {
      guard digits < Self.mostSizeDigits else { throw .malformed("The size of a chunk has too many digits.") }
      return .size(digits: digits + 1, value: value << 4 | digit)
    }
    guard digits > 0, byte == FieldRules.carriageReturn || byte == UInt8(ascii: ";") else {
      throw .malformed("The size of a chunk is not a hexadecimal number at the end of a line or before a semicolon.")
    }
    guard value <= bodyLimit - decoded else { throw .bodyTooLarge(limit: bodyLimit) }
    return byte == FieldRules.carriageReturn ? .sizeLineFeed(size: value) : .chunkExtension(size: value)
  }

  private mutating func afterExtensionByte(_ byte: UInt8, _ size: Int) throws(Refusal) -> Step {
    if byte == FieldRules.carriageReturn { return .sizeLineFeed(size: size) }
    try countExtra(byte)
    return .chunkExtension(size: size)
  }

  private mutating func afterTrailerByte(_ byte: UInt8) throws(Refusal) -> Step {
    switch step {
    case .lastLineFeed:
      try expect(byte, FieldRules.lineFeed)
      return .complete
    case .trailerLineFeed:
      try expect(byte, FieldRules.lineFeed)
      return .trailerStart
    case .trailerValue where byte == FieldRules.carriageReturn:
      return .trailerLineFeed
    case .trailerStart where byte == FieldRules.carriageReturn:
      return .lastLineFeed
    case .trailerName where byte == UInt8(ascii: ":"):
      try countExtra(byte)
      return .trailerValue
    case .trailerStart, .trailerName:
      guard FieldRules.token.contains(byte) else {
        throw .malformed("A trailer field does not begin with a name and a colon.")
      }
      try countExtra(byte)
      return .trailerName
    default:
      try countExtra(byte)
      return step
    }
  }

  private mutating func countExtra(_ byte: UInt8) throws(Refusal) {
    guard !FieldRules.isControl(byte) else {
      throw .malformed("A chunk extension or trailer field holds a control byte.")
    }
    extra += 1
    guard extra <= extraLimit else {
      throw Refusal(status: 431, reason: "Chunk extensions and trailer fields are longer than \(extraLimit) bytes.")
    }
  }

  private func expect(_ byte: UInt8, _ expected: UInt8) throws(Refusal) {
    guard byte == expected else {
      throw .malformed("A chunk or one of its lines does not end in carriage return and line feed where it should.")
    }
  }

  private static func hexDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
    default: nil
    }
  }
}
