// SPDX-License-Identifier: Apache-2.0
import Documents
import Testing

struct StreamTests {
  @Test("documents are parted by lines of three dashes")
  func separators() {
    #expect(
      summary(read("a: 1\n---\nb: 2\n--- # the third\nc: 3\n---\t\r\nd: 4")) == [
        #"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#, #"{"d":4}"#,
      ])
  }

  @Test("empty documents and null are left out", arguments: ["", "\n", "# x\n", "---\n---\n", "null\n---\n~\n", "---"])
  func empty(text: String) {
    #expect(read(text).isEmpty)
  }

  @Test("a byte order mark, carriage returns and tabs behind values do no harm")
  func surroundings() {
    #expect(
      summary(read("\u{feff}a: 1\r\nb:\t2\r\n---\r\n\u{feff}c: 3\r\nd: 4")) == [#"{"a":1,"b":2}"#, #"{"c":3,"d":4}"#])
  }

  @Test("three dashes end a document even inside of a quoted text")
  func separatorInText() {
    #expect(summary(read("a: |\n  x\n---\nb: 1\n")) == [#"{"a":"x\n"}"#, #"{"b":1}"#])
    #expect(places("a: \"x\n---\ny\"\n") == [SourcePosition(line: 2, column: 1), SourcePosition(line: 3, column: 1)])
  }

  @Test(
    "a separator with text behind it is refused and the next document read", arguments: ["--- a: 1", "----", "--- |"])
  func badSeparator(line: String) {
    let items = read("a: 1\n\(line)\nlost: 2\n---\nb: 3\n")
    #expect(
      summary(items) == [
        #"{"a":1}"#, "2:4 only a comment may follow `---` on its line; the document behind it is not read", #"{"b":3}"#,
      ])
  }

  @Test("a broken document does not hide the others")
  func broken() {
    let items = read("a: 1\n---\nb: [\n---\nc: 3\n")
    #expect(summary(items).first == #"{"a":1}"#)
    #expect(summary(items).last == #"{"c":3}"#)
    #expect(items.count == 3)
    #expect(places("a: 1\n---\nb: [\n---\nc: 3\n") == [SourcePosition(line: 4, column: 1)])
  }

  @Test("text that kubectl would not see, behind three dots or further left than the first line, is told of")
  func lostText() {
    let lost = "from here to the next `---` kubectl reads nothing; check the indentation, or write `---` before it"
    #expect(summary(read("a: 1\n...\nb: 2\n---\nc: 3\n")) == [#"{"a":1}"#, "3:1 \(lost)", #"{"c":3}"#])
    #expect(summary(read("  a: 1\n b: 2\n---\nc: 3\n")) == [#"{"a":1}"#, "2:2 \(lost)", #"{"c":3}"#])
    #expect(summary(read("a: 1\n...\n# end\n---\nc: 3\n")) == [#"{"a":1}"#, #"{"c":3}"#])
  }

  @Test("a document that is no object is refused", arguments: ["foo", "[1]", "1", "- a: 1", "'x'"])
  func noObject(text: String) {
    let message = "a document must be an object: members written `name: value`"
    #expect(summary(read("a: 1\n---\n\(text)\n")) == [#"{"a":1}"#, "3:1 \(message)"])
  }

  @Test("what begins with a brace is JSON, one object after the other")
  func json() {
    #expect(
      summary(read(" \n{\"a\": 1}{\"b\":\n{\"}\\\"{\": []}}\n\n{}")) == [
        #"{"a": 1}"#, "{\"b\":\n{\"}\\\"{\": []}}", "{}",
      ])
  }

  @Test("JSON may stand in YAML, behind a comment or a separator")
  func jsonInYAML() {
    #expect(summary(read("# x\n{\"a\": 1}\n")) == [#"{"a":1}"#])
    #expect(summary(read("a: 1\n---\n{\n\t\"a\":\n\t1}\n")) == [#"{"a":1}"#, #"{"a":1}"#])
  }

  @Test("broken JSON is one item, and the reading goes on behind its last brace")
  func brokenJSON() {
    let items = read("{\"a\": 1}\n{\"b\": 1,}\n{\"c\": yes}\n{\"d\": 1}")
    #expect(
      summary(items) == [
        #"{"a": 1}"#, "2:9 not JSON: a comma must be followed by another value or member",
        "3:7 not JSON: only the words true, false and null may stand without quotes", #"{"d": 1}"#,
      ])
  }

  @Test("JSON ends at anything that is not an object", arguments: ["---\na: 1\n", "foo", "[1]", "a: 1", "}"])
  func textBehindJSON(text: String) {
    let message = "expected another JSON object or the end of the file; what follows is not read"
    #expect(summary(read("{}\n" + text)) == ["{}", "2:1 \(message)"])
  }
}
