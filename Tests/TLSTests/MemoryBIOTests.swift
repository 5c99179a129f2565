// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import TLS

@Suite struct MemoryBIOTests {
  @Test("bytes leave from the front, in any amount")
  func drop() throws {
    let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
    let queue = try MemoryBIO.holding(bytes)
    MemoryBIO.drop(0, from: queue.pointer)
    MemoryBIO.drop(2500, from: queue.pointer)
    #expect(queue.contents() == Array(bytes.dropFirst(2500)))
    MemoryBIO.drop(500, from: queue.pointer)
    #expect(queue.contents() == [])
  }

  @Test("a queue is replaced only when it is empty and has grown beyond a record")
  func replacement() throws {
    let small = try MemoryBIO.holding([1, 2, 3])
    MemoryBIO.drop(3, from: small.pointer)
    let smallIsReplaced = Self.isReplaced(small)
    #expect(!smallIsReplaced)

    let large = try MemoryBIO.holding([UInt8](repeating: 0, count: 20_000))
    let fullIsReplaced = Self.isReplaced(large)
    #expect(!fullIsReplaced)
    MemoryBIO.drop(20_000, from: large.pointer)
    let emptyIsReplaced = Self.isReplaced(large)
    #expect(emptyIsReplaced)
  }

  private static func isReplaced(_ queue: borrowing MemoryBIO) -> Bool {
    switch MemoryBIO.replacement(for: queue.pointer) {
    case .some: true
    case .none: false
    }
  }
}
