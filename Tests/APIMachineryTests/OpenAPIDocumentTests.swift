// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Testing

@Suite("OpenAPIDocument")
struct OpenAPIDocumentTests {
  private func document() throws -> ProtobufMessage {
    try ProtobufMessage(OpenAPIDocument(BuiltInResources.all + [Recorded.widgets()]).protobuf)
  }

  /// A definition by its name, and what its members lead to.
  private func schema(_ members: String...) throws -> ProtobufMessage {
    let definitions = try #require(document().message(9))
    var schema = try #require(definitions.named(1, "com.example.v1.Widget"))
    for member in members { schema = try #require(schema.message(25)?.named(1, member)) }
    return schema
  }

  @Test("a definition says what its kind is, for kubectl to find it")
  func kind() throws {
    let schema = try schema()
    #expect(schema.text(4) == "A thing with a field of every sort.")
    #expect(schema.texts(19) == ["spec"])
    let `extension` = try #require(schema.message(31))
    #expect(`extension`.text(1) == "x-kubernetes-group-version-kind")
    #expect(`extension`.message(2)?.text(2) == #"[{"group":"example.com","kind":"Widget","version":"v1"}]"#)
  }

  @Test("metadata is the same for all")
  func metadata() throws {
    #expect(try schema("metadata").text(1) == "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")
    let definitions = try #require(document().message(9))
    let metadata = try #require(definitions.named(1, "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"))
    #expect(metadata.message(25)?.named(1, "labels")?.message(22)?.text(1) == "object")
    #expect(
      try schema("spec", "inner", "metadata").text(1) == "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
    )
    #expect(try schema("spec", "inner").texts(19) == ["apiVersion", "kind"])
  }

  @Test("types, formats, items and values of maps are told")
  func types() throws {
    #expect(try schema("spec", "text").message(22)?.text(1) == "string")
    #expect(try schema("spec", "large").text(2) == "int64")
    #expect(try schema("spec", "list").message(23)?.message(1)?.texts(19) == ["name"])
    #expect(try schema("spec", "map").message(21)?.message(1)?.message(22)?.text(1) == "string")
  }

  @Test("what kubectl would wrongly complain about is left out", arguments: ["free", "freeList", "any", "maybe"])
  func untyped(_ member: String) throws {
    let schema = try schema("spec", member)
    #expect(schema.message(22) == nil)
    #expect(schema.message(23) == nil)
    #expect(schema.message(25) == nil)
  }

  @Test("dry runs are possible, of what can be changed")
  func dryRun() throws {
    let paths = try #require(document().message(8))
    let patch = try #require(paths.named(2, "/api/v1/namespaces/{name}")?.message(8))
    let parameter = patch.message(8)?.message(1)?.message(2)?.message(3)
    #expect(parameter?.text(4) == "dryRun")
    #expect(patch.message(13)?.message(2)?.text(2) == #"{"group":"","kind":"Namespace","version":"v1"}"#)
    #expect(paths.named(2, "/apis/example.com/v1/namespaces/{namespace}/widgets/{name}") != nil)
    #expect(paths.named(2, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/{name}") == nil)
  }
}
