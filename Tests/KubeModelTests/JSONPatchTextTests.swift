// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("JSON Patches that somebody has sent")
struct JSONPatchTextTests {
  private static func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  private func apply(_ patch: String, to text: String, limit: Int = 10_000) throws -> JSONValue {
    try JSONPatchText(try Self.parse(patch)).applied(to: Self.parse(text), limit: limit)
  }

  /// RFC 6902, appendix A, those that succeed; and some corners of RFC 6901.
  private static let examples: [(text: String, patch: String, result: String)] = [
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"baz":"qux","foo":"bar"}"#),
    (#"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#, #"{"foo":["bar","qux","baz"]}"#),
    (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
    (#"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
    (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#, #"{"baz":"boo","foo":"bar"}"#),
    (
      #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
      #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
      #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
    ),
    (
      #"{"foo":["all","grass","cows","eat"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
      #"{"foo":["all","cows","eat","grass"]}"#
    ),
    (
      #"{"baz":"qux","foo":["a",2,"c"]}"#,
      #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
      #"{"baz":"qux","foo":["a",2,"c"]}"#
    ),
    (
      #"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
      #"{"foo":"bar","child":{"grandchild":{}}}"#
    ),
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#, #"{"foo":"bar","baz":"qux"}"#),
    (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
    (#"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#, #"{"foo":["bar",["abc","def"]]}"#),
    (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[1]}]"#, "[1]"),
    (#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"/a","path":"/a/c"}]"#, #"{"a":{"b":1,"c":{"b":1}}}"#),
    (#"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
    (#"{"a":1}"#, "[]", #"{"a":1}"#),
    (#"{"":1}"#, #"[{"op":"replace","path":"/","value":2}]"#, #"{"":2}"#),
  ]

  @Test("each operation does what the RFC says", arguments: examples.indices)
  func example(_ index: Int) throws {
    let example = Self.examples[index]
    #expect(try apply(example.patch, to: example.text) == Self.parse(example.result))
  }

  @Test(
    "what does not fit is refused",
    arguments: [
      (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"test","path":"/foo","value":10}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"test","path":"/baz","value":null}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"remove","path":""}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"replace","path":"/baz","value":1}]"#),
      (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/foo/x","value":1}]"#),
      (#"{"foo":[1]}"#, #"[{"op":"add","path":"/foo/2","value":1}]"#),
      (#"{"foo":[1]}"#, #"[{"op":"add","path":"/foo/00","value":1}]"#),
      (#"{"foo":[1]}"#, #"[{"op":"remove","path":"/foo/-"}]"#),
      (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a","path":"/a/b"}]"#),
      (#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"/x","path":"/y"}]"#),
    ])
  func unfit(text: String, patch: String) {
    #expect(throws: JSONPatchText.Failure.self) { try apply(patch, to: text) }
  }

  @Test(
    "what is no patch is refused before anything is done",
    arguments: [
      "{}", "[1]", #"[{"op":"add","path":"/a"}]"#, #"[{"op":"add","path":"a","value":1}]"#,
      #"[{"path":"/a","value":1}]"#, #"[{"op":"merge","path":"/a"}]"#, #"[{"op":"move","path":"/a"}]"#,
    ])
  func none(patch: String) {
    #expect(throws: JSONPatchText.Failure.self) { try JSONPatchText(try Self.parse(patch)) }
  }

  @Test("a patch that copies copies ends at a bound")
  func bounded() throws {
    let copy = #"{"op":"copy","from":"/a","path":"/a/-"}"#
    let patch = "[" + repeatElement(copy, count: 100).joined(separator: ",") + "]"
    #expect(throws: JSONPatchText.Failure.self) { try apply(patch, to: #"{"a":[1]}"#) }
  }
}
