// SPDX-License-Identifier: Apache-2.0
import Documents
import Testing

struct ScalarTests {
  @Test("a scalar becomes what kubectl makes of it", arguments: ScalarTable.scalars)
  func scalar(yaml: String, json: String) {
    #expect(summary(read("v: \(yaml)\n")) == [#"{"v":\#(json)}"#])
  }

  @Test("a scalar that kubectl refuses is refused", arguments: ScalarTable.refused)
  func refusedScalar(yaml: String) {
    #expect(places("v: \(yaml)\n").map(\.line) == [1])
  }

  @Test(
    "a name becomes what kubectl makes of it",
    arguments: [
      ("1", "1"), ("true", "true"), ("yes", "true"), ("off", "false"), ("1.5", "1.5"), ("1e3", "1000"), ("0777", "511"),
      (".inf", ".inf"), ("-.inf", "-.inf"), (".nan", ".nan"), ("2024-01-01", "2024-01-01"), ("1e21", "1e+21"),
      ("0.1", "0.1"), ("1.0", "1"), ("123456789.123", "1.2345679e+08"), ("!!str 1", "1"), ("!!binary aGk=", "hi"),
      ("!foo x", "x"), ("-0", "0"), ("-0.0", "-0"), ("1e-7", "1e-07"), ("!!int \"5\"", "5"), ("3.4e39", ".inf"),
      ("16777217.0", "1.6777216e+07"), ("0.30000000000000004", "0.3"), ("0x7FFFFFFFFFFFFFFF", "9223372036854775807"),
      ("\"\"", ""), ("-9223372036854775808", "-9223372036854775808"), ("18446744073709551616", "1.8446744e+19"),
      ("'<<'", "<<"), ("100000.0", "100000"), ("1000000.0", "1e+06"),
    ])
  func name(yaml: String, name: String) {
    #expect(summary(read("v: {\(yaml): a}\n")) == [#"{"v":{"\#(name)":"a"}}"#])
  }

  @Test(
    "what cannot be a name is refused where it stands",
    arguments: ["~", "null", "[a]", "{a: b}", "9223372036854775808", "18446744073709551615"])
  func refusedName(yaml: String) {
    #expect(places("v: {\(yaml): a}\n") == [SourcePosition(line: 1, column: 5)])
  }

  @Test("blocks and quotes are text")
  func text() {
    let yaml = "a: |\n  yes\nb: >\n  1\nc: |-\n  1\nd: \"\\u00e9\\x41\\0\"\ne: 'it''s'\nf: two\n  lines\n"
    #expect(
      summary(read(yaml)) == [#"{"a":"yes\n","b":"1\n","c":"1","d":"éA\u0000","e":"it's","f":"two lines"}"#])
  }

  @Test("lists and mappings keep their shape whatever their tag says")
  func collections() {
    let yaml = "[!!str [a], !!omap [a: 1], !!set {a, b}, !foo {a: }, [1, 2, ], [a: b], [? a : b], {a:1}, [a:b], []]"
    let json =
      #"{"v":[["a"],[{"a":1}],{"a":null,"b":null},{"a":null},[1,2],[{"a":"b"}],[{"a":"b"}],{"a:1":null},["a:b"],[]]}"#
    #expect(summary(read("v: \(yaml)\n")) == [json])
  }

  @Test("a mismatch of tag and text is told in words")
  func mismatch() {
    #expect(summary(read("a: 1\nv: !!int \"a\"\n")) == ["2:4 the value is a string, not !!int"])
  }
}
