// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Policy

@Suite("Facts of a Secret")
struct SecretFactTests {
  private func fact(_ members: String) throws -> SecretFact {
    SecretFact(KubeObject(try JSONValue(parsing: Array(#"{"kind":"Secret",\#(members)}"#.utf8))))
  }

  @Test(
    "the end of a value is seen through its base64",
    arguments: [
      ("ZXhhbXBsZQ==", .usable), ("ZXhhbXBsZQo=", .endsInNewline), ("ZXhhbXBsZQ0=", .endsInNewline),
      ("ZXhhbXBsZQ0K", .endsInNewline), ("ZXhh\\nbXBs\\nZQo=", .endsInNewline), ("Cg==", .endsInNewline), ("", .empty),
      ("example!", .notBase64), ("ZXhhb", .notBase64), ("ZXhh bXBs", .notBase64), ("ZQpm", .usable),
    ] as [(String, SecretFact.Entry)])
  func data(text: String, entry: SecretFact.Entry) throws {
    #expect(try fact(#""data":{"key":"\#(text)"}"#).entries == ["key": entry])
  }

  @Test(
    "and plainly in stringData",
    arguments: [
      ("example", .usable), ("example\\n", .endsInNewline), ("example\\r", .endsInNewline), ("", .empty),
      ("Cg==", .usable),
    ] as [(String, SecretFact.Entry)])
  func stringData(text: String, entry: SecretFact.Entry) throws {
    #expect(try fact(#""stringData":{"key":"\#(text)"}"#).entries == ["key": entry])
  }

  @Test("stringData is written over data")
  func both() throws {
    let fact = try fact(#""data":{"a":"ZXhhbXBsZQo=","b":"ZQ=="},"stringData":{"a":"example","c":"\n"}"#)
    #expect(fact.entries == ["a": .usable, "b": .usable, "c": .endsInNewline])
  }

  @Test("a Secret without values, or with values of other types, has none that can be used")
  func strange() throws {
    #expect(try fact(#""data":null"#).entries.isEmpty)
    #expect(try fact(#""data":[1]"#).entries.isEmpty)
    #expect(try fact(#""data":{"a":null,"b":7}"#).entries == ["a": .empty, "b": .empty])
  }

  @Test("no value is kept")
  func forgetful() throws {
    let fact = try fact(#""data":{"key":"c2VudGluZWw="},"stringData":{"other":"sentinel"}"#)
    #expect(!"\(fact)".contains("sentinel") && !"\(fact)".contains("c2VudGluZWw"))
  }
}
