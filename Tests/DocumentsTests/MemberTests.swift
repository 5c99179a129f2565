// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Testing

struct MemberTests {
  @Test(
    "merges follow kubectl",
    arguments: [
      ("{<<: {a: 1}, b: 2}", #"{"a":1,"b":2}"#), ("{b: 2, <<: {b: 1}}", #"{"b":1}"#),
      ("{<<: {b: 1}, b: 2}", #"{"b":2}"#),
      ("{<<: [{a: 1}, {a: 2, c: 3}], b: 2}", #"{"a":1,"c":3,"b":2}"#), ("{<<: []}", "{}"),
      (#"{"<<": {b: 1}, c: 2}"#, #"{"<<":{"b":1},"c":2}"#), ("{<<: {a: 1}, <<: {a: 2, b: 1}}", #"{"a":2,"b":1}"#),
      (
        "{a: &x {q: 1, r: 1}, b: &y {<<: *x, r: 2}, c: {<<: [*y, {q: 3}]}}",
        #"{"a":{"q":1,"r":1},"b":{"q":1,"r":2},"c":{"q":1,"r":2}}"#
      ),
    ])
  func merges(yaml: String, json: String) {
    let documents = summary(read("v: \(yaml)\n"))
    #expect(documents.map { $0.filter { $0 != " " } }.map(sortedLetters) == [#"{"v":\#(json)}"#].map(sortedLetters))
  }

  @Test("only mappings can be merged", arguments: ["1", "~", "[1]", "[[{a: 1}]]", "text"])
  func badMerges(yaml: String) {
    #expect(summary(read("v: {<<: \(yaml)}\n")).first?.contains("`<<` takes a mapping or a list of mappings") == true)
  }

  @Test("aliases stand for what is written at their anchor, the latest before them")
  func aliases() {
    #expect(
      summary(read("a: &x {k: 1}\nb: *x\nc: &x foo\nd: {*x : [*x]}\ne: &n\nf: *n\n"))
        == [#"{"a":{"k":1},"b":{"k":1},"c":"foo","d":{"foo":["foo"]},"e":null,"f":null}"#])
  }

  @Test("an alias without anchor, or inside of its own, is refused where it stands")
  func badAliases() {
    #expect(
      summary(read("a: 1\nb: *x\n")) == ["2:4 *x refers to an anchor &x that is not written before it"])
    #expect(
      summary(read("a: &x [*x]\n")) == ["1:8 *x stands inside of what &x names, which would never end"])
  }

  @Test("of equal names the last counts, and a note says so")
  func duplicates() throws {
    let document = try #require(documents("metadata:\n  labels: {1: a, '1': b}\n  name: x\nspec: 1\nspec: 2\n").first)
    #expect(
      String(decoding: document.value.rawBytes, as: UTF8.self)
        == #"{"metadata":{"labels":{"1":"b"},"name":"x"},"spec":2}"#)
    #expect(
      document.notes.map { "\($0.position) \($0.path) \($0.message)" }.sorted() == [
        "2:18 metadata.labels.1 is written more than once; the last one counts",
        "5:1 spec is written more than once; the last one counts",
      ])
  }

  @Test("names that merely override a merge, or look alike, are no duplicates")
  func noDuplicates() throws {
    let document = try #require(documents("a: {<<: {b: 1}, b: 2}\n\"\\u00e9\": 1\n\"e\\u0301\": 2\n").first)
    #expect(document.notes.isEmpty)
    #expect(document.value.members.count == 3)
  }

  @Test("an alias repeats a mapping, not the note about it")
  func aliasedDuplicates() throws {
    let document = try #require(documents("a: &x {k: 1, k: 2}\nb: *x\nc: [*x, {<<: *x}]\n").first)
    #expect(document.notes.map(\.path.description) == ["a.k"])
  }

  @Test("JSON has notes about duplicates as well, escapes resolved")
  func duplicatesInJSON() throws {
    let document = try #require(documents(#"{"a": [0, {"b.c": 1, "\u0062.c": 2}], "a ": 1, "d": {}, "d": 3}"#).first)
    #expect(document.notes.map { "\($0.position) \($0.path)" } == ["1:22 a[1][b.c]", "1:57 d"])
    #expect(document.value["d"]?.integer == 3)
    #expect(document.position(of: FieldPath("d")).description == "1:62")
  }

  /// Merged members have no order that anyone relies on.
  private func sortedLetters(_ text: String) -> String {
    String(text.sorted())
  }
}
