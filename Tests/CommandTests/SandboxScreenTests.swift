// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Command

@Suite("Screen of the sandbox")
struct SandboxScreenTests {
  private final class Paper: Sendable {
    private let written = Mutex("")
    var text: String { written.withLock { $0 } }
    @Sendable func write(_ text: String) { written.withLock { $0 += text } }
  }

  private let paper = Paper()

  private func screen(isTerminal: Bool) -> SandboxScreen { SandboxScreen(isTerminal: isTerminal, write: paper.write) }

  @Test("on a terminal news stands above the lines that are shown, which replace each other")
  func terminal() {
    let screen = screen(isTerminal: true)
    screen.show(["a", "b"])
    screen.tell("news")
    screen.show(["c"])
    screen.show([])
    let erase = { (lines: Int) in "\u{1B}[\(lines)A\r\u{1B}[J" }
    #expect(paper.text == "a\nb\n" + erase(2) + "news\na\nb\n" + erase(2) + "c\n" + erase(1))
  }

  @Test("nothing is written again that has not changed")
  func unchanged() {
    let screen = screen(isTerminal: true)
    screen.show(["a"])
    screen.show(["a"])
    #expect(paper.text == "a\n")
  }

  @Test("into a file goes news alone, without escapes")
  func file() {
    let screen = screen(isTerminal: false)
    screen.show(["a"])
    screen.tell("news")
    screen.show([])
    #expect(paper.text == "news\n")
  }

  @Test("of more lines than anybody watches the first ones are shown, and how many there are besides")
  func many() {
    screen(isTerminal: true).show((1...13).map { "line \($0)" })
    #expect(paper.text.hasSuffix("line 10\nand 3 more\n"))
  }
}
