// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeModel

@Suite("Pages of a list")
struct ObjectListTests {
  private static let pods = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")

  private func list(_ text: String) throws -> ObjectList? {
    ObjectList(try JSONValue(parsing: Array(text.utf8)), of: Self.pods)
  }

  @Test("items without a type get that of the list, others keep theirs")
  func types() throws {
    let list = try #require(
      try list(
        #"""
        {"metadata": {"resourceVersion": "7"}, "items": [
          {"metadata": {"name": "a"}, "spec": {"x": "\u00e4"}},
          {"kind": "Other", "apiVersion": "g/v2", "metadata": {"name": "b"}},
          {"kind": "Other", "metadata": {"name": "c"}}
        ]}
        """#))
    #expect(list.objects.map(\.name) == ["a", "b", "c"])
    #expect(list.objects.map(\.kind) == ["Pod", "Other", "Other"])
    #expect(list.objects.map(\.apiVersion) == ["v1", "g/v2", "v1"])
    #expect(list.objects[0].spec?["x"]?.string == "ä")
    #expect(list.malformed == 0)
  }

  @Test("each object is a text of its own")
  func detached() throws {
    let list = try #require(
      try list(#"{"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}"#))
    #expect(list.objects.allSatisfy { $0.json.byteOffset == 0 && $0.json.nodeIndex == 0 })
    #expect(
      String(decoding: list.objects[1].json.rawBytes, as: UTF8.self)
        == #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}"#)
  }

  @Test("what is no object with a name costs only itself")
  func malformed() throws {
    let items = #"1, null, [], {}, {"metadata":{}}, {"metadata":{"name":""}}, {"metadata":{"name":7}}, "x""#
    let list = try #require(
      try list(#"{"metadata":{"resourceVersion":"7"},"items":[\#(items), {"metadata":{"name":"good"}}]}"#))
    #expect(list.objects.map(\.name) == ["good"])
    #expect(list.malformed == 8)
  }

  @Test("an empty list is one", arguments: ["[]", "null"])
  func empty(_ items: String) throws {
    let list = try list(#"{"metadata":{"resourceVersion":"7","continue":""},"items":\#(items)}"#)
    #expect(list?.objects == [])
    #expect(list?.resourceVersion == "7")
    #expect(list?.continuation == nil)
  }

  @Test(
    "what is no list is none",
    arguments: [
      "{}", "[]", "1", #"{"items":[]}"#, #"{"metadata":{"resourceVersion":""},"items":[]}"#,
      #"{"metadata":{"resourceVersion":7},"items":[]}"#, #"{"metadata":{"resourceVersion":"7"}}"#,
      #"{"metadata":{"resourceVersion":"7"},"items":{}}"#,
    ])
  func none(_ text: String) throws {
    #expect(try list(text) == nil)
  }
}
