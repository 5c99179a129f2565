// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("Edits of JSON trees")
struct JSONEditingTests {
  private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  private func text(_ value: JSONValue) -> String { String(decoding: value.rawBytes, as: UTF8.self) }

  @Test("a member is set in its place or as the last, and left out")
  func setting() throws {
    let value = try parse(#"{"a":1,"b":2}"#)
    #expect(text(value.setting("a", to: .null)) == #"{"a":null,"b":2}"#)
    #expect(text(value.setting("c", to: .integer(3))) == #"{"a":1,"b":2,"c":3}"#)
    #expect(text(value.setting("a", to: nil)) == #"{"b":2}"#)
    #expect(text(JSONValue.null.setting("a", to: .bool(true))) == #"{"a":true}"#)
  }

  @Test("objects on the way are made, unless there is nothing to put into them")
  func deep() throws {
    #expect(text(try parse("{}").setting(["a", "b"], to: .integer(1))) == #"{"a":{"b":1}}"#)
    #expect(text(try parse(#"{"c":{"d":1}}"#).setting(["c", "d"], to: nil)) == #"{"c":{}}"#)
    #expect(text(try parse("{}").setting(["a", "b"], to: nil)) == "{}")
  }

  @Test("a value is put on one line without another meaning")
  func oneLine() throws {
    let value = try parse("{\r\n  \"a\": \"x\\ny\",\n\t\"b\": [1,\n2]\n}")
    #expect(value.onOneLine == value)
    #expect(!text(value.onOneLine).contains { $0.isNewline })
  }

  /// RFC 7386, appendix A.
  private static let merges = [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ]

  @Test("a merge patch does what the RFC says", arguments: merges)
  func merge(value: String, patch: String, result: String) throws {
    #expect(try parse(value).merging(try parse(patch)) == parse(result))
  }
}
