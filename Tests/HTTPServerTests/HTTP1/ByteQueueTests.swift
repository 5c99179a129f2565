// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Byte queue")
struct ByteQueueTests {
  @Test("what is taken from the front is what was appended, in order, whatever the pieces")
  func order() {
    var generator = SplitMix64(seed: 3)
    var queue = ByteQueue()
    var (next, expected) = (UInt8(0), UInt8(0))
    for _ in 0..<300 {
      let piece = (0..<Int.random(in: 0...3_000, using: &generator)).map { _ in
        next &+= 1
        return next
      }
      queue.append(piece.span)
      var taken: [UInt8] = []
      queue.move(to: &taken, upTo: Int.random(in: 0...3_000, using: &generator))
      for byte in taken {
        expected &+= 1
        #expect(byte == expected)
      }
    }
    #expect(queue.start <= max(32 << 10, queue.storage.count / 2), "the front is given back")
  }

  @Test("an emptied queue keeps little memory")
  func memory() {
    var queue = ByteQueue()
    queue.append([UInt8](repeating: 1, count: 100_000).span)
    queue.removeFirst(100_000)
    #expect(queue.isEmpty)
    #expect(queue.storage.capacity <= 4 << 10)
  }
}
