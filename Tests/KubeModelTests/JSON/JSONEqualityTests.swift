// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("Equality of JSON")
struct JSONEqualityTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test(
    "texts that mean the same are equal",
    arguments: [
      ("1", " 1 "), ("-0", "0"), ("1.50", "1.50"), ("\"a\"", "\"\\u0061\""), ("\"/\"", "\"\\/\""),
      ("[1,2]", "[ 1, 2 ]"),
      ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"), ("{\"a\":1}", "{\"\\u0061\":1}"), ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
      ("{\"a\":1,\"a\":2}", "{\"a\":3,\"a\":2}"), ("{\"a\":{\"x\":1,\"y\":[2]}}", "{ \"a\" : {\"y\":[2],\"x\":1}}"),
      ("null", "null"), ("true", "true"), ("{}", "{ }"), ("\"\\ud83d\\ude00\"", "\"😀\""),
    ])
  func equal(left: String, right: String) throws {
    #expect(try parse(left) == parse(right))
    #expect(try parse(right) == parse(left))
  }

  @Test(
    "texts that mean something else are not",
    arguments: [
      ("1", "2"), ("1", "1.0"), ("10", "1e1"), ("1", "\"1\""), ("null", "false"), ("true", "false"), ("[]", "{}"),
      ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), ("{\"a\":1}", "{\"a\":2}"), ("{\"a\":1}", "{\"b\":1}"), ("\"a\"", "\"A\""),
      ("{\"a\":1}", "{\"a\":1,\"b\":1}"), ("{\"a\":null}", "{}"), ("\"\u{E9}\"", "\"e\u{301}\""), ("\"\"", "null"),
      ("{\"a\":1,\"a\":2}", "{\"a\":1}"), ("9223372036854775808", "9223372036854775809"),
      ("{\"a\":1,\"b\":1,\"a\":1}", "{\"a\":1,\"c\":1,\"b\":1}"),
    ])
  func different(left: String, right: String) throws {
    #expect(try parse(left) != parse(right))
    #expect(try parse(right) != parse(left))
  }

  @Test("views into different texts compare by what they show")
  func views() throws {
    let left = try parse(#"{"x":{"spec":{"a":[1,{"b":2}]}}}"#)
    let right = try parse(#"[{"spec":{"a":[1, {"b":2}]}}]"#)
    #expect(left["x"] == right.elements.first { _ in true })
  }
}
