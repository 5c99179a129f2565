// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("A line put together")
struct TextWriterTests {
  @Test("pieces come one after the other, whatever they are made of")
  func pieces() {
    let text = TextWriter.text {
      $0.append("é")
      $0.append(mark: ":")
      $0.append(twoDigits: 7)
      $0.append("")
      $0.append("🙂")
    }
    #expect(text == "é:07🙂")
  }

  @Test("a separator stands between pieces only")
  func separated() {
    #expect(TextWriter.text { $0.append(["a", "", "b"], separatedBy: ", ") } == "a, , b")
    #expect(TextWriter.text { $0.append(["a"], separatedBy: ", ") } == "a")
    #expect(TextWriter.text { $0.append([], separatedBy: ", ") } == "")
    #expect(TextWriter.text { $0.append(["a", "b"]) } == "ab")
  }

  @Test("a long line is whole")
  func long() {
    let piece = String(repeating: "x", count: 1_000)
    #expect(TextWriter.text { $0.append([piece, piece]) } == piece + piece)
  }
}
