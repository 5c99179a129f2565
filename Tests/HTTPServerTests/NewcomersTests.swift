// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Newcomers")
struct NewcomersTests {
  @Test("the oldest that is still new goes first")
  func oldest() {
    var newcomers = Newcomers<Int>()
    for id in 0..<5 { newcomers.append(id) { _ in true } }
    let isNew = { (id: Int) in id >= 2 }
    #expect(newcomers.removeOldest(isNew: isNew) == 2)
    #expect(newcomers.removeOldest(isNew: isNew) == 3)
    #expect(newcomers.removeOldest(isNew: isNew) == 4)
    #expect(newcomers.removeOldest(isNew: isNew) == nil)
  }

  @Test("those that are no longer new do not pile up behind one that is")
  func bounded() {
    var newcomers = Newcomers<Int>()
    for id in 0..<100_000 { newcomers.append(id) { $0 == 0 } }
    #expect(newcomers.count <= 65)
    #expect(newcomers.removeOldest { $0 == 0 } == 0)
  }
}
