// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("JSONValue")
struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test("each kind is told from the others")
  func kinds() throws {
    let value = try parse(#"[null,true,1,"a",[],{}]"#)
    #expect(value.elements.map(\.kind) == [.null, .bool, .number, .string, .array, .object])
    #expect(value.elements.map(\.isNull) == [true, false, false, false, false, false])
  }

  @Test("a value asked for what it is not gives nothing")
  func wrongKinds() throws {
    let values = try parse(#"{"number":1,"text":"true","list":[1],"object":{"a":1}}"#)
    #expect(values["number"]?.string == nil)
    #expect(values["number"]?.bool == nil)
    #expect(values["text"]?.bool == nil)
    #expect(values["text"]?.integer == nil)
    #expect(values["text"]?.numberText == nil)
    #expect(values["list"]?["a"] == nil)
    #expect(values["text"]?["a"] == nil)
    #expect(values["object"].map { Array($0.elements).isEmpty } == true)
    #expect(values["list"]?.members.isEmpty == true)
    #expect(values["text"]?.count == 0)
  }

  @Test("booleans")
  func booleans() throws {
    #expect(try parse("true").bool == true)
    #expect(try parse(" false ").bool == false)
  }

  @Test(
    "integers are numbers written as integers that fit 64 bits",
    arguments: [
      ("10", 10), ("-10", -10), ("0", 0), ("-0", 0), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", .min), ("9223372036854775808", nil), ("10.0", nil), ("1e1", nil), ("1.5", nil),
    ])
  func integers(text: String, integer: Int64?) throws {
    #expect(try parse(text).integer == integer)
    #expect(try parse(text).numberText == text)
  }

  @Test(
    "strings are decoded",
    arguments: [
      (#""""#, ""), (#""plain""#, "plain"), (#""é😀""#, "é😀"), (#""\"\\\/""#, "\"\\/"),
      (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u65E5""#, "Aé日"), (#""\ud83D\uDe00""#, "😀"),
      (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"), (#""a\u0000b""#, "a\u{0}b"), (#""\\u0041""#, "\\u0041"),
      (#""before\nafter é""#, "before\nafter é"),
      ("\"\u{FEFF}\"", "\u{FEFF}"),
    ])
  func strings(text: String, string: String) throws {
    #expect(try parse(text).string == string)
  }

  @Test("members are found by name")
  func members() throws {
    let value = try parse(#"{"a":1,"ab":2,"b":{"a":3},"":4}"#)
    #expect(value["a"]?.integer == 1)
    #expect(value["ab"]?.integer == 2)
    #expect(value["b"]?["a"]?.integer == 3)
    #expect(value[""]?.integer == 4)
    #expect(value["abc"] == nil)
    #expect(value["c"] == nil)
    #expect(value.members.map(\.name) == ["a", "ab", "b", ""])
    #expect(value.count == 4)
  }

  @Test("a name at the very end of the text is compared within the text")
  func lastName() throws {
    #expect(try parse(#"{"a":1}"#)["a very long name that is longer than the text"] == nil)
  }

  @Test("names with escapes are found by what they mean")
  func escapedNames() throws {
    let value = try parse(#"{"\u0061\/b":1,"say \"hi\"":2,"\u00e9":3,"\\":4}"#)
    #expect(value["a/b"]?.integer == 1)
    #expect(value["say \"hi\""]?.integer == 2)
    #expect(value["é"]?.integer == 3)
    #expect(value["\\"]?.integer == 4)
    #expect(value["\\u0061\\/b"] == nil)
    #expect(value.members.map(\.name) == ["a/b", "say \"hi\"", "é", "\\"])
  }

  @Test("a name asked for that holds a quote is not mistaken for the text behind a shorter name")
  func namesWithQuotes() throws {
    let value = try parse(#"{"a":1,"b":{"c":2}}"#)
    #expect(value[#"a":1,"b"#] == nil)
    #expect(value[#"a":1,"b":{"c"#] == nil)
    #expect(value["\""] == nil)
    #expect(try parse(#"{"a\":1":2}"#)[#"a":1"#]?.integer == 2)
  }

  @Test("names that Unicode holds equivalent are different names, as in Go")
  func equivalentNames() throws {
    let value = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"]?.integer == 1)
    #expect(value["e\u{301}"]?.integer == 2)
    #expect(value.count == 2)
  }

  @Test("of members with one name the last counts, as in the API server")
  func duplicates() throws {
    let value = try parse(#"{"a":1,"b":2,"a":{"c":3},"\u0061":4}"#)
    #expect(value["a"]?.integer == 4)
    #expect(value.count == 2)
    #expect(value.members.map(\.name) == ["a", "b"])
    #expect(value.members.map(\.value.integer) == [4, 2])
  }

  @Test("elements come in order")
  func elements() throws {
    let value = try parse(#"[1,[2,[3]],{"a":[4]},5]"#)
    #expect(value.count == 4)
    #expect(
      value.elements.map { String(decoding: $0.rawBytes, as: UTF8.self) } == ["1", "[2,[3]]", #"{"a":[4]}"#, "5"])
  }

  @Test("a path leads to a value, or nowhere")
  func paths() throws {
    let value = try parse(#"{"spec":{"dc":[{"name":"dc1"},{"name":"dc2"}],"rename":{"k.t":"k.u"}}}"#)
    #expect(value.value(at: .root) == value)
    #expect(value.value(at: .spec.member("dc").index(1).member("name"))?.string == "dc2")
    #expect(value.value(at: .spec.member("rename").key("k.t"))?.string == "k.u")
    #expect(value.value(at: .spec.member("dc").index(2)) == nil)
    #expect(value.value(at: .spec.member("dc").index(-1)) == nil)
    #expect(value.value(at: .spec.index(0)) == nil)
    #expect(value.value(at: .spec.member("rename").member("k.t").member("x")) == nil)
  }

  @Test("a view tells which value of its text it is, and where it stands")
  func places() throws {
    let value = try parse(#" { "a" : [ 10 , "x" ] , "b" : { "c" : null } , "d" : true } "#)
    #expect(value.nodeIndex == 0)
    #expect(value.byteOffset == 1)
    #expect(value["a"]?.nodeIndex == 1)
    #expect(value["a"].map { $0.elements.map(\.nodeIndex) } == [2, 3])
    #expect(value["a"].map { $0.elements.map(\.byteOffset) } == [11, 16])
    #expect(value["b"]?["c"]?.nodeIndex == 5)
    #expect(value["d"]?.nodeIndex == 6)
    #expect(value["a"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == #"[ 10 , "x" ]"#)
    #expect(String(decoding: value.rawBytes, as: UTF8.self).hasSuffix("}"))
  }

  @Test("the members of a review are where they belong")
  func review() throws {
    let value = try JSONValue(parsing: try Reviews.bytes("restore-create.json"))
    let request = try #require(value["request"])
    #expect(request["uid"]?.string == "aee4914f-314d-4662-a857-160b3bd81718")
    #expect(request["oldObject"]?.isNull == true)
    #expect(request["dryRun"]?.bool == false)
    #expect(request.value(at: FieldPath("object", "spec", "concurrentConnection"))?.integer == 10)
    #expect(request["options"]?["fieldValidation"]?.string == "Strict")
    let annotations = request.value(at: FieldPath("object", "metadata", "annotations"))
    let applied = try #require(annotations?["kubectl.kubernetes.io/last-applied-configuration"]?.string)
    #expect(applied.hasSuffix("}\n"))
    #expect(try parse(applied)["spec"]?["secret"]?.string == "cloud-backup-secrets")
  }

  @Test("made values read like received ones")
  func made() {
    #expect(JSONValue.null.isNull)
    #expect(JSONValue.bool(true).bool == true)
    #expect(JSONValue.bool(false).bool == false)
    #expect(JSONValue.integer(.min).integer == .min)
    #expect(JSONValue.string("a\"\n").string == "a\"\n")
  }
}
