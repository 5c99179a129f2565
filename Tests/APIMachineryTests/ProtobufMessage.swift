// SPDX-License-Identifier: Apache-2.0
import Testing

/// Reads what `ProtobufWriter` writes.
struct ProtobufMessage {
  private var fields: [(number: Int, bytes: ArraySlice<UInt8>)] = []

  init(_ bytes: [UInt8]) throws { try self.init(bytes[...]) }

  private init(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while !rest.isEmpty {
      let key = try Self.integer(&rest)
      guard key & 7 == 2 else {
        fields.append((key >> 3, [UInt8(try Self.integer(&rest))]))
        continue
      }
      let count = try Self.integer(&rest)
      try #require(count <= rest.count)
      fields.append((key >> 3, rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  private static func integer(_ rest: inout ArraySlice<UInt8>) throws -> Int {
    var value = 0
    var shift = 0
    while true {
      let first = rest.popFirst()
      let byte = try #require(first)
      value |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { return value }
    }
  }

  func texts(_ number: Int) -> [String] {
    fields.filter { $0.number == number }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func text(_ number: Int) -> String? { texts(number).first }

  func message(_ number: Int) -> ProtobufMessage? {
    fields.first { $0.number == number }.flatMap { try? ProtobufMessage($0.bytes) }
  }

  /// The value of an entry of what stands for a map.
  func named(_ number: Int, _ name: String) -> ProtobufMessage? {
    fields.filter { $0.number == number }.compactMap { try? ProtobufMessage($0.bytes) }.first { $0.text(1) == name }?
      .message(2)
  }
}
