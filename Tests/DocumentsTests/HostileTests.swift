// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Testing

struct HostileTests {
  @Test("a billion laughs are not laughed, by lists, by mappings, by merges and by long texts")
  func billionLaughs() {
    let lists = (1..<12).map { "a\($0): &a\($0) [\(repeated("*a\($0 - 1)"))]\n" }.joined()
    let merges = (1..<60).map { "a\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)]}\n" }.joined()
    let long = String(repeating: "x", count: 1 << 16)
    for text in ["a0: &a0 x\n" + lists, "a0: &a0 {}\n" + lists, "a0: &a0 {}\n" + merges, "a0: &a0 \(long)\n" + lists] {
      var limits = DocumentLimits()
      limits.values = 100_000
      limits.documentBytes = 1 << 20
      #expect(read(text, limits: limits).count == 1)
      #expect(documents(of: read(text, limits: limits)).isEmpty)
    }
  }

  @Test("deep nesting is refused, however it is written")
  func depth() {
    let opened = String(repeating: "[", count: 100_000)
    let blocks = (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    let dashes = "a:\n" + String(repeating: "- ", count: 900) + "1\n"
    let json = "{\"a\":" + opened
    let aliases = (1..<30).map { "a\($0): &a\($0) [[[[[[[[[[*a\($0 - 1)]]]]]]]]]]\n" }.joined()
    for text in ["a: " + opened, blocks, dashes, json, "a0: &a0 1\n" + aliases] {
      #expect(documents(of: read(text)).isEmpty)
      #expect(read(text).count == 1)
    }
    #expect(
      documents(of: read("a: " + String(repeating: "[", count: 199) + String(repeating: "]", count: 199))).count == 1)
  }

  @Test("limits are told with their numbers")
  func limits() {
    var limits = DocumentLimits()
    limits.fileBytes = 20
    limits.documents = 2
    limits.values = 4
    #expect(
      summary(read("a: 123456789012345678\n", limits: limits)) == ["1:1 the file has 22 bytes; at most 20 are read"])
    #expect(
      summary(read("a: 1\n---\n---\n---\n", limits: limits)) == [#"{"a":1}"#])
    #expect(
      summary(read("1: \n---\n1: \n---\n1:", limits: limits)) == ["1:1 the file has more than 2 documents; split it"])
    #expect(summary(read("{}{}{}{", limits: limits)) == ["1:1 the file has more than 2 documents; split it"])
    #expect(summary(read("{}{}", limits: limits)) == ["{}", "{}"])
    #expect(summary(read("{a: [1,\n2, 3, 4]}", limits: limits)).count == 1)
    #expect(summary(read("a: [1,\n2, 3]\n", limits: limits)) == ["2:1 the document has more than 4 values"])
  }

  @Test("bytes that are not UTF-8 are refused with their place")
  func encoding() {
    for bad in [[0xE9], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5]] as [[UInt8]] {
      let items = DocumentReader.documents(in: Array("a: 1\nb: é".utf8) + bad + Array("\n".utf8), file: "a.yaml")
      #expect(summary(items) == ["2:5 the file is not UTF-8 here; save it as UTF-8"])
    }
    let wide = DocumentReader.documents(in: [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00], file: "a.yaml")
    #expect(summary(wide) == ["1:1 the file is not UTF-8 here; save it as UTF-8"])
  }

  @Test(
    "what is not YAML is refused with line and column",
    arguments: [
      ("a: 1\nb: é\u{0}\n", "2:5"), ("a: \u{1}\n", "1:4"), ("a: \u{7f}\n", "1:4"), ("a:\n\tb: 1\n", "2:1"),
      ("a: \"abc\n", "2:1"), ("a: 'abc", "1:8"), ("a: @b\n", "1:4"), ("a: b: c\n", "1:5"), ("a: [1\nb: 2\n", "2:2"),
      ("a: 1\n b: 2\n", "2:3"), ("a: 1\n- b\n", "2:1"), ("a: \"\\q\"\n", "1:5"),
      ("%YAML 1.2\n---\na: 1\n", "2:1"), ("a: *\n", "1:5"), ("a: !<x\n", "1:7"), ("a: \"\\ud800\"\n", "1:7"),
    ])
  func syntax(text: String, place: String) {
    #expect(
      read(text).first.map { item in
        if case .failure(let error) = item { error.position.description } else { "read" }
      } == place)
  }

  @Test("libyaml's complaint is followed by what to do about it")
  func advice() {
    #expect(
      summary(read("a:\n\tb: 1\n")) == [
        "2:1 not YAML: found character that cannot start any token while scanning for the next token: "
          + "indent with spaces, not tabs; quote a value that begins with @, ` or %"
      ])
  }

  @Test("a file's name is in its errors")
  func fileName() {
    let items = DocumentReader.documents(in: Array("a: *x".utf8), file: "dir/b.yaml")
    #expect(throws: DocumentError.self) { try items.first?.get() }
    #expect(
      items.compactMap { item -> String? in
        if case .failure(let error) = item { error.description } else { nil }
      } == ["dir/b.yaml:1:4: *x refers to an anchor &x that is not written before it"])
  }

  private func repeated(_ text: String) -> String {
    Array(repeating: text, count: 10).joined(separator: ", ")
  }

  private func documents(of items: [Item]) -> [SourceDocument] {
    items.compactMap { try? $0.get() }
  }
}
