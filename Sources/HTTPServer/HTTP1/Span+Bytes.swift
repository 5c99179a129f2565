// SPDX-License-Identifier: Apache-2.0
private import Glibc

extension Span<UInt8> {
  /// The first place of `byte` in `range`, which lies within the span.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    return unsafe extracting(range).withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base, Int32(byte), buffer.count) else { return nil }
      return range.lowerBound + (UnsafeRawPointer(found) - base)
    }
  }

  func firstIndex(of byte: UInt8) -> Int? {
    firstIndex(of: byte, in: indices)
  }

  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { other in
      for index in indices where self[index] != other[index] { return false }
      return true
    }
  }
}

extension String {
  /// `nil` when the bytes are not UTF-8.
  init?(validating bytes: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    self.init(copying: text)
  }

  /// Compares as protocols do, without a lowercased copy. `text` is ASCII in lower case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    guard utf8.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { other in
      zip(utf8, other).allSatisfy { $0 == $1 || ($0 >= 0x41 && $0 <= 0x5a && $0 | 0x20 == $1) }
    }
  }
}

extension [UInt8] {
  /// One copy of memory, where appending element by element would check each.
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
