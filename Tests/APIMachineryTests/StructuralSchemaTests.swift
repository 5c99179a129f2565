// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Testing

@Suite("StructuralSchema")
struct StructuralSchemaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let spec: JSONValue
    let answer: JSONValue
  }

  static func cases() throws -> [Case] {
    try Recorded.json("schema-answers.json").elements.map { json in
      Case(
        testDescription: try #require(json["name"]?.string), spec: try #require(json["spec"]),
        answer: try #require(json["answer"]))
    }
  }

  @Test("an object is pruned, filled in and judged as the API server did it", arguments: try cases())
  func recorded(_ recorded: Case) throws {
    let resource = try Recorded.widgets()
    let schema = try #require(resource.schema)
    let widget = JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", "example.com/v1")
        object.member("kind", "Widget")
        object.member("spec", recorded.spec)
      }
    }
    let object = schema.defaulted(schema.pruned(widget))
    let findings = schema.findings(in: object)
    if let spec = recorded.answer["spec"] {
      #expect(findings == [])
      #expect(object["spec"] == spec, "\(object.text)")
    } else {
      // The API server finds things in the order of a map.
      let expected = Set(recorded.answer["details"]?["causes"]?.elements.map(\.text) ?? [])
      let status = try JSONValue(parsing: Status.invalid(resource.type, name: "case", findings).encoded)
      #expect(Set(status["details"]?["causes"]?.elements.map(\.text) ?? []) == expected)
      if expected.count == 1 { #expect(status == recorded.answer, "\(status.text)") }
    }
  }

  @Test("several findings are told in one message, each once, and as a cause each")
  func several() throws {
    let schema = try StructuralSchema(parse(#"{"type":"object","required":["a","b"]}"#), field: "schema")
    let findings = schema.findings(in: try parse("{}"))
    let type = GroupVersionKind(group: "example.com", version: "v1", kind: "Widget")
    let status = Status.invalid(type, name: "w", findings + findings)
    #expect(
      status.message == #"Widget.example.com "w" is invalid: [a: Required value, b: Required value]"#)
    #expect(status.details?.causes.count == 4)
  }

  @Test("of metadata only what every object may have is kept")
  func metadata() throws {
    let schema = try StructuralSchema(parse(#"{"type":"object"}"#), field: "schema")
    let object = try parse(#"{"metadata":{"name":"a","labels":{"x":1},"colour":"red"},"kind":"K","spec":{}}"#)
    let pruned = schema.pruned(object)
    #expect(pruned.text == #"{"metadata":{"name":"a","labels":{"x":1}},"kind":"K"}"#)
  }

  @Test("an object that is wrong everywhere has a bounded number of findings")
  func bounded() throws {
    let schema = try StructuralSchema(
      parse(#"{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}}}"#), field: "schema")
    let numbers = Array(repeating: "1", count: 5000).joined(separator: ",")
    #expect(schema.findings(in: try parse(#"{"a":[\#(numbers)]}"#)).count == 1000)
  }

  @Test(
    "what the API server would obey and this one does not is refused",
    arguments: [
      (#"{"pattern":"a"}"#, "s.pattern: Forbidden: this API server does not support pattern"),
      (
        #"{"properties":{"a":{"oneOf":[]}}}"#,
        "s.properties[a].oneOf: Forbidden: this API server does not support oneOf"
      ),
      (#"{"type":"string","format":"tea-time"}"#, nil),
      (#"{"type":"string","format":"email"}"#, "s.format: Forbidden: this API server does not support format email"),
      (
        #"{"type":"thing"}"#,
        #"s.type: Unsupported value: "thing": supported values: "array", "boolean", "integer", "number", "object", "string""#
      ),
      (#"{"maxLength":-1}"#, "s.maxLength: Invalid value: -1: must be an integer of 0 or more"),
      (#"{"minimum":"1"}"#, #"s.minimum: Invalid value: "1": must be a number"#),
      (#"{"required":["a",1]}"#, #"s.required: Invalid value: ["a",1]: must be an array of strings"#),
      (#"{"items":7}"#, "s.items: Invalid value: 7: must be an object"),
      (#"{"additionalProperties":false}"#, "s.additionalProperties: Forbidden: must not be set to false"),
      (#"{"anyOf":[],"x-kubernetes-int-or-string":true}"#, nil),
    ] as [(String, String?)])
  func refused(_ schema: String, _ problem: String?) throws {
    let json = try parse(schema)
    do throws(SchemaFinding) {
      _ = try StructuralSchema(json, field: "s")
      #expect(problem == nil)
    } catch {
      #expect(error.description == problem)
    }
  }
}
