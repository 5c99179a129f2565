// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("JSONPatch")
struct JSONPatchTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  private func apply(_ operations: JSONPatch.Operation..., to text: String) throws -> String {
    let result = try JSONPatch(operations: operations).applied(to: parse(text))
    return String(decoding: result.rawBytes, as: UTF8.self)
  }

  @Test("a patch is written as RFC 6902 has it, names escaped for the pointer")
  func encoded() {
    let patch = JSONPatch(operations: [
      .add(path: FieldPath("spec", "concurrentConnections"), value: .integer(10)),
      .add(path: FieldPath("metadata", "labels").key("a/b~c"), value: .string("x")),
    ])
    #expect(
      String(decoding: patch.encoded, as: UTF8.self)
        == #"[{"op":"add","path":"/spec/concurrentConnections","value":10},"#
        + #"{"op":"add","path":"/metadata/labels/a~1b~0c","value":"x"}]"#)
    #expect(String(decoding: JSONPatch().encoded, as: UTF8.self) == "[]")
    #expect(JSONPatch().isEmpty)
  }

  @Test("a member is added at the end, and every other byte kept")
  func addition() throws {
    let path = FieldPath("spec", "b")
    #expect(
      try apply(.add(path: path, value: .integer(2)), to: #"{"spec":{ "a":1.0 },"x":[ ]}"#)
        == #"{"spec":{ "a":1.0 ,"b":2},"x":[ ]}"#)
    #expect(try apply(.add(path: path, value: .integer(2)), to: #"{"spec":{ }}"#) == #"{"spec":{ "b":2}}"#)
    #expect(try apply(.add(path: FieldPath("a"), value: .null), to: " {} ") == #"{"a":null}"#)
    #expect(try apply(.add(path: FieldPath("\""), value: .null), to: "{}") == #"{"\"":null}"#)
  }

  @Test("a member that is there is replaced, the last of its name")
  func replacement() throws {
    #expect(
      try apply(.add(path: FieldPath("a"), value: .bool(true)), to: #"{"a":1,"a":[2],"b":3}"#)
        == #"{"a":1,"a":true,"b":3}"#)
  }

  @Test("operations see what those before them did")
  func order() throws {
    let inner = try parse(#"{"x":1}"#)
    #expect(
      try apply(
        .add(path: FieldPath("spec"), value: inner), .add(path: FieldPath("spec", "y"), value: .integer(2)),
        .add(path: FieldPath("list").index(1).member("z"), value: .string("é")), to: #"{"list":[{},{"z":0}]}"#)
        == #"{"list":[{},{"z":"é"}],"spec":{"x":1,"y":2}}"#)
  }

  @Test("a view is patched without what is around it")
  func views() throws {
    let object = try #require(try parse(#"[{"a":1},{"b":2}]"#).elements.dropFirst().first { _ in true })
    let patched = try JSONPatch(operations: [.add(path: FieldPath("c"), value: .integer(3))]).applied(to: object)
    #expect(patched.nodeIndex == 0)
    #expect(String(decoding: patched.rawBytes, as: UTF8.self) == #"{"b":2,"c":3}"#)
  }

  @Test("a patch that does not fit is refused, with its path")
  func refusals() throws {
    let missing = FieldPath("spec", "a", "b")
    #expect(throws: JSONPatchError.noParent(missing)) {
      try apply(.add(path: missing, value: .null), to: #"{"spec":{}}"#)
    }
    #expect(throws: JSONPatchError.noParent(missing)) {
      try apply(.add(path: missing, value: .null), to: #"{"spec":{"a":[]}}"#)
    }
    #expect(throws: JSONPatchError.notAMember(.root)) { try apply(.add(path: .root, value: .null), to: "{}") }
    let element = FieldPath("a").index(0)
    #expect(throws: JSONPatchError.notAMember(element)) {
      try apply(.add(path: element, value: .null), to: #"{"a":[]}"#)
    }
    #expect(JSONPatchError.noParent(missing).description == "cannot add spec.a.b: there is no object to add it to")
    #expect(JSONPatchError.notAMember(.root).description == "cannot add the root: only members can be added")
  }

  @Test("wrapping what was received at the bound of depth is no mistake of ours")
  func deepValues() throws {
    let deep = try parse(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
    let patched = try JSONPatch(operations: [.add(path: FieldPath("a"), value: deep)]).applied(to: parse("{}"))
    #expect(patched["a"] == deep)
  }
}
