// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Policy

@Suite("Shown values")
struct ShownValueTests {
  @Test(
    "a value is shown as JSON on one line, without what cannot be seen",
    arguments: [
      (#""s3://acme""#, #""s3://acme""#), (#""a\"b\\c""#, #""a\"b\\c""#), (#""a\nb\tc\r""#, #""a\nb\tc\r""#),
      (#""\u0000\u001b[31m""#, #""\u{0}\u{1b}[31m""#), ("\"a\u{202E}b\"", #""a\u{202e}b""#), (#""é b""#, #""é b""#),
      ("-7", "-7"), ("1.50", "1.50"), ("true", "true"), ("null", "null"), ("[1,\n 2]", #"[1,\n 2]"#), ("{}", "{}"),
    ])
  func shown(json: String, expected: String) throws {
    #expect(ShownValue(try JSONValue(parsing: Array(json.utf8))).description == expected)
  }

  @Test("a long text is cut, and shown as cut", arguments: [0, 1, 79, 80, 81, 1_000_000])
  func long(length: Int) {
    let shown = ShownValue(String(repeating: "a", count: length)).description
    #expect(shown == "\"" + String(repeating: "a", count: min(length, 80)) + (length > 80 ? "…\"" : "\""))
  }

  @Test("a long list is cut")
  func longList() throws {
    let text = "[" + Array(repeating: "1", count: 100).joined(separator: ",") + "]"
    let shown = ShownValue(try JSONValue(parsing: Array(text.utf8))).description
    #expect(shown == text.prefix(80) + "…")
  }

  @Test("an escape is never cut in two")
  func escapes() {
    let shown = ShownValue(String(repeating: "\"", count: 100)).description
    #expect(shown == "\"" + String(repeating: "\\\"", count: 80) + "…\"")
  }
}
