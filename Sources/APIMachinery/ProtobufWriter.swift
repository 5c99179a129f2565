// SPDX-License-Identifier: Apache-2.0

/// Writes messages of protocol buffers: texts, flags, and messages inside of each other.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func text(_ field: Int, _ text: String) {
    delimited(field, Array(text.utf8))
  }

  mutating func flag(_ field: Int, _ value: Bool) {
    integer(UInt64(field) << 3)
    bytes.append(value ? 1 : 0)
  }

  mutating func message(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
    var message = ProtobufWriter()
    write(&message)
    delimited(field, message.bytes)
  }

  private mutating func delimited(_ field: Int, _ content: [UInt8]) {
    integer(UInt64(field) << 3 | 2)
    integer(UInt64(content.count))
    bytes += content
  }

  /// Seven bits a byte, the least first; the highest bit says that there are more.
  private mutating func integer(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
