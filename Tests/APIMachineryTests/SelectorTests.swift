// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Testing

@Suite("Selectors")
struct SelectorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let isOfLabels: Bool
    let text: String
    let answer: JSONValue

    var testDescription: String { "\(path)?\(text)" }
  }

  static func cases() throws -> [Case] {
    try Recorded.json("selectors.json").members.flatMap { path, cases in
      let parts = path.split(separator: "?").map(String.init)
      return try cases.elements.map { json in
        Case(
          path: parts[0], isOfLabels: parts[1] == "labelSelector", text: try #require(json["text"]?.string),
          answer: try #require(json["answer"]))
      }
    }
  }

  /// What was there when the selectors were tried.
  private func objects(_ path: String) throws -> [JSONValue] {
    let tables = try Recorded.json("tables.json")
    let source = try #require((tables[path] ?? tables["\(path)/s"])?["source"])
    return source["items"].map { Array($0.elements) } ?? [source]
  }

  private func selection(_ recorded: Case) throws -> @Sendable (JSONValue) -> Bool {
    if recorded.isOfLabels { return try LabelSelector(recorded.text).matches }
    let plural = recorded.path.split(separator: "/").last.map(String.init)
    let resources = try BuiltInResources.all + [Recorded.widgets()]
    let resource = try #require(resources.first { $0.resource.plural == plural })
    return try FieldSelector(recorded.text, of: resource).matches
  }

  @Test("a selector selects what the API server selected, and is refused in its words", arguments: try cases())
  func recorded(_ recorded: Case) throws {
    do {
      let matches = try selection(recorded)
      let names = try objects(recorded.path).filter(matches).map { $0["metadata"]?["name"]?.string }
      #expect(names == recorded.answer["names"]?.elements.map(\.string))
    } catch let error as SelectorError {
      #expect(error.message == recorded.answer["message"]?.string)
    }
  }

  @Test("comparisons of numbers are refused")
  func numbers() {
    #expect(throws: SelectorError.self) { try LabelSelector("a>1") }
    #expect(throws: SelectorError.self) { try LabelSelector("a < 1") }
  }

  @Test("values of fields are escaped by a backslash")
  func escapes() throws {
    let secrets = try #require(BuiltInResources.all.first { $0.resource.plural == "secrets" })
    let selector = try FieldSelector(#"type=a\,b\=c\\"#, of: secrets)
    #expect(selector.matches(try parse(#"{"type":"a,b=c\\"}"#)))
    #expect(!selector.matches(try parse(#"{"type":"a"}"#)))
  }

  @Test(
    "the selector of a webhook configuration is read too",
    arguments: [
      ("{}", true), (#"{"matchLabels":{"a":"b"}}"#, true), (#"{"matchLabels":{"a":"c"}}"#, false),
      (#"{"matchExpressions":[{"key":"a","operator":"In","values":["b","c"]}]}"#, true),
      (#"{"matchExpressions":[{"key":"a","operator":"NotIn","values":["b"]}]}"#, false),
      (#"{"matchExpressions":[{"key":"x","operator":"NotIn","values":["b"]}]}"#, true),
      (#"{"matchExpressions":[{"key":"a","operator":"Exists"}]}"#, true),
      (#"{"matchExpressions":[{"key":"a","operator":"DoesNotExist"}]}"#, false),
    ])
  func expressions(_ text: String, _ expected: Bool) throws {
    let object = try parse(#"{"metadata":{"labels":{"a":"b"}}}"#)
    #expect(try LabelSelector(parse(text)).matches(object) == expected)
  }

  @Test("an unknown operator is an error")
  func unknownOperator() throws {
    let json = try parse(#"{"matchExpressions":[{"key":"a","operator":"Like"}]}"#)
    #expect(throws: SelectorError.self) { try LabelSelector(json) }
  }
}
