// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import KubeClient

@Suite("Lines")
struct LineSplitterTests {
  private func lines(_ pieces: [[UInt8]], limit: Int = 100) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limit: limit)
    var lines: [LineSplitter.Line] = []
    for piece in pieces {
      splitter.append(piece)
      while let line = splitter.next() { lines.append(line) }
    }
    return lines
  }

  private func whole(_ texts: String...) -> [LineSplitter.Line] {
    texts.map { .whole(Array($0.utf8)) }
  }

  @Test("pieces of every size give the same lines")
  func sizes() {
    let text = Array("one\n\ntwo\r\nthree\n\n\nfour\nfive".utf8)
    for size in 1...text.count {
      let pieces = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
      #expect(lines(pieces) == whole("one", "", "two\r", "three", "", "", "four"), "pieces of \(size)")
    }
  }

  @Test("a line as long as the limit is whole, a longer one is dropped alone, however it comes")
  func limit() {
    let text = Array("aaaa\nbbbbb\ncc\ndddddddddddddddd\ne\n".utf8)
    let expected: [LineSplitter.Line] =
      whole("aaaa") + [.tooLong] + whole("cc") + [.tooLong] + whole("e")
    for size in 1...text.count {
      let pieces = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
      #expect(lines(pieces, limit: 4) == expected, "pieces of \(size)")
    }
  }

  @Test("a line that never ends is told once, and costs no more memory than the limit")
  func endless() {
    var splitter = LineSplitter(limit: 10)
    var told = 0
    for _ in 0..<10_000 {
      splitter.append([UInt8](repeating: 1, count: 7))
      while splitter.next() != nil { told += 1 }
      #expect(splitter.held <= 10)
    }
    #expect(told == 1)
  }

  @Test("random pieces of random lines", arguments: 0..<20)
  func random(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let texts = (0..<50).map { _ in
      [UInt8]((0..<Int.random(in: 0...30, using: &random)).map { _ in UInt8.random(in: 11...255, using: &random) })
    }
    var rest = texts.flatMap { $0 + [UInt8(ascii: "\n")] }[...]
    var pieces: [[UInt8]] = []
    while !rest.isEmpty {
      let size = Int.random(in: 1...20, using: &random)
      pieces.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    #expect(lines(pieces, limit: 20) == texts.map { $0.count > 20 ? .tooLong : .whole($0) })
  }
}
