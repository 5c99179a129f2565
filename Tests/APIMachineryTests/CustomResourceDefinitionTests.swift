// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Sandbox
import Testing

@Suite("CustomResourceDefinition")
struct CustomResourceDefinitionTests {
  @Test("our own definitions are served in both versions, and the old one warns")
  func own() throws {
    let resources = try CustomResourceDefinition(Recorded.definition("cassandrabackups")).resources
    #expect(resources.map(\.type.apiVersion) == ["db.orange.com/v2", "db.orange.com/v1alpha1"])
    #expect(resources.map(\.isStored) == [true, false])
    #expect(resources.map(\.deprecationWarning?.isEmpty) == [nil, false])
    let backups = try #require(resources.first)
    #expect(backups.resource.description == "cassandrabackups.db.orange.com")
    #expect(backups.listKind == "CassandraBackupList")
    #expect(backups.shortNames == ["cbackup"])
    #expect(backups.categories == ["cassandra"])
    #expect(backups.isNamespaced && backups.hasStatus)
    #expect(
      backups.columns.map(\.name) == [
        "Name", "Cluster", "DC", "Schedule", "State", "Progress", "Last Success", "Next", "Age",
      ])
  }

  @Test("our own definitions find fault and prune")
  func judged() throws {
    let restores = try CustomResourceDefinition(Recorded.definition("cassandrarestores")).resources
    let schema = try #require(restores.first?.schema)
    let object = try parse(
      #"{"metadata":{},"spec":{"cassandraCluster":"c","concurrentConnection":"x","rename":{"a.b":1},"entites":"k"}}"#)
    let pruned = schema.defaulted(schema.pruned(object))
    #expect(pruned["spec"]?["entites"] == nil)
    #expect(
      schema.findings(in: pruned).map(\.description) == [
        "spec.concurrentConnection: Invalid value: \"string\": "
          + "spec.concurrentConnection in body must be of type integer: \"string\"",
        #"spec.rename.a.b: Invalid value: "integer": spec.rename.a.b in body must be of type string: "integer""#,
        "spec.cassandraBackup: Required value",
      ])
  }

  @Test("a simulated cluster's definition takes any spec")
  func cluster() throws {
    let clusters = try #require(CustomResourceDefinition(SimulatedCluster.definition).resources.first)
    let object = try parse(#"{"spec":{"anything":{"goes":1}},"other":1}"#)
    #expect(clusters.schema?.pruned(object).text == #"{"spec":{"anything":{"goes":1}}}"#)
  }

  @Test("names that are not given are made from the kind, and without columns there are name and age")
  func defaults() throws {
    let resource = try #require(CustomResourceDefinition(definition()).resources.first)
    #expect(resource.singular == "gadget")
    #expect(resource.listKind == "GadgetList")
    #expect(!resource.isNamespaced && !resource.hasStatus)
    #expect(resource.deprecationWarning == "example.com/v1 Gadget is deprecated")
    #expect(resource.columns.map(\.name) == ["Name", "Age"])
  }

  @Test(
    "what is wrong with a definition is said at its place",
    arguments: [
      (
        "plural: other",
        #"metadata.name: Invalid value: "gadgets.example.com": must be spec.names.plural+"."+spec.group"#
      ),
      ("scope: Everywhere", #"spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced""#),
      ("kind: ", "spec.names.kind: Required value"),
      ("group: ", "spec.group: Required value"),
      (
        "storage: false",
        "spec.versions: Invalid value: 1 versions: must have exactly one version marked as storage version"
      ),
      ("schema: {}", "spec.versions[0].schema.openAPIV3Schema: Required value"),
      (
        "subresources: {scale: {}}",
        "spec.versions[0].subresources.scale: Forbidden: this API server does not serve scale"
      ),
      (
        "strategy: Webhook",
        "spec.conversion.strategy: Forbidden: this API server converts with the strategy None only"
      ),
      ("preserveUnknownFields: true", "spec.preserveUnknownFields: Invalid value: true: must be false"),
      (
        "columns: [{name: A, type: thing, jsonPath: .a}]",
        "spec.versions[0].additionalPrinterColumns[0].type: Invalid value: \"thing\": "
          + "must be one of boolean,date,integer,number,string"
      ),
      (
        "columns: [{name: A, type: string, jsonPath: a}]",
        "spec.versions[0].additionalPrinterColumns[0].JSONPath: Invalid value: \"a\": "
          + "must be a simple json path starting with ."
      ),
      (
        "columns: [{name: A, type: string, jsonPath: '.a[*]'}]",
        "spec.versions[0].additionalPrinterColumns[0].JSONPath: Invalid value: \".a[*]\": "
          + "must be of members and indices only, such as .spec.list[0].name"
      ),
    ])
  func wrong(_ change: String, _ problem: String) throws {
    let json = try definition(change)
    #expect {
      _ = try CustomResourceDefinition(json)
    } throws: { error in
      (error as? SchemaFinding)?.description == problem
    }
  }

  /// - Parameter change: one line of YAML that stands for what is there otherwise.
  private func definition(_ change: String = "") throws -> JSONValue {
    let lines = [
      "scope": "Cluster", "group": "example.com", "plural": "gadgets", "kind": "Gadget", "storage": "true",
      "schema": "{openAPIV3Schema: {type: object}}", "subresources": "{}", "strategy": "None",
      "preserveUnknownFields": "false", "columns": "[]",
    ]
    var values = lines
    if let mark = change.firstIndex(of: ":") { values[String(change[..<mark])] = String(change[mark...].dropFirst(2)) }
    func value(_ name: String) -> String { values[name] ?? "" }
    return try Recorded.yaml(
      """
      metadata: {name: gadgets.example.com}
      spec:
        group: \(value("group"))
        scope: \(value("scope"))
        preserveUnknownFields: \(value("preserveUnknownFields"))
        names: {plural: \(value("plural")), kind: \(value("kind"))}
        conversion: {strategy: \(value("strategy"))}
        versions:
        - name: v1
          served: true
          deprecated: true
          storage: \(value("storage"))
          schema: \(value("schema"))
          subresources: \(value("subresources"))
          additionalPrinterColumns: \(value("columns"))
      """)
  }
}
