// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("Text on one line")
struct PlainTextTests {
  @Test(
    "a text is cut after so many scalars, whether it is ASCII or not",
    arguments: [
      ("", 1, ""), ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("ab\u{E9}", 3, "ab\u{E9}"),
      ("abc\u{E9}", 3, "ab…"), ("\u{E9}bcd", 3, "\u{E9}b…"), ("abc\n", 3, "ab…"), ("e\u{301}xy", 3, "e\u{301}…"),
      ("🙂🙂", 2, "🙂🙂"), ("🙂🙂🙂", 2, "🙂…"),
    ])
  func cut(text: String, longest: Int, line: String) {
    #expect(PlainText.line(text, longest: longest) == line)
  }

  @Test(
    "what a terminal would obey is not let through",
    arguments: [
      ("a\tb\r\nc", "a b  c"), ("a\u{1B}[2J", "a\u{FFFD}[2J"), ("a\u{7F}", "a\u{FFFD}"), ("\u{202E}cba", "\u{FFFD}cba"),
      ("a\u{2028}b", "a b"), ("\u{E9}\0", "\u{E9}\u{FFFD}"), (" ~", " ~"),
    ])
  func shown(text: String, line: String) {
    #expect(PlainText.line(text) == line)
  }
}
