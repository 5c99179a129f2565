// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery

/// CRC-32 (ISO 3309, as in zip and PNG), which tells a line that was written whole from one that was not.
enum Checksum {
  static let length = 8

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  /// Eight hexadecimal digits.
  static func text(of bytes: ArraySlice<UInt8>) -> String {
    var sum: UInt32 = .max
    for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
    let digits = String(~sum, radix: 16)
    return String(repeating: "0", count: length - digits.count) + digits
  }
}
