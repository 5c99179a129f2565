// SPDX-License-Identifier: Apache-2.0

/// A custom resource of tests: two versions, a status, a schema with a default.
enum Widget {
  static let path = "/apis/test.cassette/v1/namespaces/ns/widgets"

  static let definition = definition(plural: "widgets", kind: "Widget", subresources: #"{"status":{}}"#)
  /// Without a status subresource.
  static let plain = definition(plural: "gadgets", kind: "Gadget", subresources: "{}")

  private static func definition(plural: String, kind: String, subresources: String) -> String {
    let schema = """
      {"openAPIV3Schema":{"type":"object","properties":{
        "spec":{"type":"object","required":["size"],"properties":{
          "size":{"type":"integer","minimum":1},"colour":{"type":"string","default":"red"},
          "parts":{"type":"array","items":{"type":"string"}}}},
        "status":{"type":"object","properties":{"state":{"type":"string"}}}}}}
      """
    let column = #"[{"name":"Size","type":"integer","jsonPath":".spec.size"}]"#
    return """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"\(plural).test.cassette"},
       "spec":{"group":"test.cassette","scope":"Namespaced",
        "names":{"plural":"\(plural)","singular":"\(kind.lowercased())","kind":"\(kind)","listKind":"\(kind)List"},
        "versions":[
         {"name":"v1","served":true,"storage":true,"subresources":\(subresources),"schema":\(schema),
          "additionalPrinterColumns":\(column)},
         {"name":"v1alpha1","served":true,"storage":false,"deprecated":true,"subresources":\(subresources),
          "schema":\(schema)}]}}
      """
  }

  /// - Parameter metadata: members in addition to the name, such as `"labels":{"a":"b"}`.
  static func text(
    _ name: String, size: Int = 1, metadata: String = "", version: String = "v1", kind: String = "Widget",
    rest: String = ""
  ) -> String {
    let more = metadata.isEmpty ? "" : ",\(metadata)"
    return """
      {"apiVersion":"test.cassette/\(version)","kind":"\(kind)","metadata":{"name":"\(name)"\(more)},
       "spec":{"size":\(size)}\(rest.isEmpty ? "" : ",\(rest)")}
      """
  }
}
