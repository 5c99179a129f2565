// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Testing

@Suite("Table")
struct TableTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let now: Instant
    let source: JSONValue
    let table: JSONValue
  }

  static func cases() throws -> [Case] {
    try Recorded.json("tables.json").members.map { path, json in
      Case(
        testDescription: path, now: Instant(seconds: try #require(json["now"]?.integer)),
        source: try #require(json["source"]), table: try #require(json["table"]))
    }
  }

  /// By the name of the resource in the path.
  private func columns(_ path: String) throws -> [PrinterColumn] {
    let parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    let resources = try BuiltInResources.all + [Recorded.widgets()]
    let found = resources.last { resource in parts.contains(resource.resource.plural) }
    let isNamespaces = parts.last == "namespaces"
    return try #require(isNamespaces ? BuiltInResources.all.first : found).columns
  }

  @Test("objects are shown as the API server shows them", arguments: try cases())
  func recorded(_ recorded: Case) throws {
    let isList = recorded.source["items"] != nil
    let objects = isList ? Array(try #require(recorded.source["items"]).elements) : [recorded.source]
    var options = Table.Options()
    if let text = recorded.testDescription.split(separator: "=").dropFirst().first {
      options.inclusion = try #require(Table.Inclusion(rawValue: String(text)))
    }
    // A list is read a moment before its table is, and may be older.
    let metadata = try #require((isList ? recorded.table : recorded.source)["metadata"])
    let table = Table(
      try columns(recorded.testDescription), of: objects, metadata: metadata,
      options: options, now: recorded.now
    ).json.without(["description"])
    #expect(table["kind"] == recorded.table["kind"])
    #expect(table["apiVersion"] == recorded.table["apiVersion"])
    #expect(table["metadata"] == recorded.table["metadata"])
    #expect(table["columnDefinitions"]?.text == recorded.table["columnDefinitions"]?.text)
    let (rows, expected) = (table["rows"]?.elements, recorded.table["rows"]?.elements)
    #expect(rows?.map { $0["cells"]?.text } == expected?.map { $0["cells"]?.text })
    #expect(rows?.map { $0["object"] } == expected?.map { $0["object"] })
  }

  @Test("version v1beta1 of meta.k8s.io is answered in that version")
  func beta() throws {
    let expected = try Recorded.json("table-v1beta1.json")
    let widget = try #require(Self.cases().first { $0.testDescription.hasSuffix("widgets/w") })
    let table = Table(
      try Recorded.widgets().columns, of: [widget.source], metadata: try #require(widget.source["metadata"]),
      options: Table.Options(version: "v1beta1"), now: widget.now
    ).json.without(["description"])
    #expect(table == expected)
  }

  @Test("after the first event of a watch there are no headers")
  func headers() throws {
    let table = Table(
      try Recorded.widgets().columns, of: [], metadata: try parse(#"{"resourceVersion":"7","continue":"c"}"#),
      options: Table.Options(hasHeaders: false), now: Instant(seconds: 0)
    ).json
    #expect(
      table.text == #"{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7","continue":"c"},"#
        + #""columnDefinitions":null,"rows":[]}"#)
  }

  @Test("what is partial of an object is its metadata")
  func partial() throws {
    let items = try #require(Recorded.json("partial.json")["items"])
    let source = try #require(Self.cases().first { $0.testDescription.hasSuffix("widgets") }).source
    let objects = try #require(source["items"]).elements
    #expect(objects.map { $0.partialMetadata(version: "v1") } == Array(items.elements))
  }

  @Test(
    "an age has the digits that it has with kubectl",
    arguments: [
      (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (121, "2m1s"), (599, "9m59s"), (600, "10m"),
      (10799, "179m"), (10800, "3h"), (10860, "3h1m"), (28740, "7h59m"), (28800, "8h"), (28860, "8h"), (172799, "47h"),
      (172800, "2d"),
      (176400, "2d1h"), (691200, "8d"), (63_071_999, "729d"), (63_072_000, "2y"), (63_158_400, "2y1d"),
      (252_288_000, "8y"),
    ])
  func ages(_ seconds: Int64, _ text: String) throws {
    let object = try parse(#"{"metadata":{"name":"a","creationTimestamp":"1970-01-01T00:00:00Z"}}"#)
    let columns = try #require(BuiltInResources.all.first { $0.resource.plural == "leases" }).columns
    let table = Table([columns[2]], of: [object], metadata: .null, now: Instant(seconds: seconds)).json
    #expect(table["rows"]?.elements.map { $0["cells"]?.text } == ["[\"\(text)\"]"])
  }

  @Test("what does not fit the type of its column is not shown")
  func misfits() throws {
    let spec = #"{"text":7,"small":"x","ratio":"x","on":"x","when":"x","list":{},"map":null}"#
    let object = try parse(#"{"metadata":{"name":"a"},"spec":\#(spec)}"#)
    let table = Table(try Recorded.widgets().columns, of: [object], metadata: .null, now: Instant(seconds: 0)).json
    #expect(
      table["rows"]?.elements.map { $0["cells"]?.text } == [
        #"["a","7",null,null,null,"<invalid>",null,null,null,null]"#
      ])
  }
}
