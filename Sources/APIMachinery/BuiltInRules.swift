// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What built-in objects may hold: of the API server's rules those that protect data, and those that a client runs into
/// by a mistake (k8s.io/kubernetes, `apis/core/validation` and `apis/coordination/validation`).
package enum BuiltInRules {
  /// Bytes of all values of a Secret or a ConfigMap.
  private static let dataBytes = 1 << 20

  package static func findings(_ object: JSONValue, _ type: ResourceType, replacing old: JSONValue?) -> [SchemaFinding]
  {
    switch type {
    case .secrets, .configMaps: data(object) + changes(object, old)
    case .leases: lease(object["spec"])
    case .events: event(object)
    case .pods: object["spec"]?["containers"]?.count ?? 0 == 0 ? [.required("spec.containers")] : []
    default: []
    }
  }

  private static func data(_ object: JSONValue) -> [SchemaFinding] {
    var findings: [SchemaFinding] = []
    var bytes = 0
    for member in ["data", "binaryData"] {
      for (key, value) in object[member]?.members ?? [] {
        let text = PlainText.line(key, longest: 300)
        findings += NameSyntax.dataKeyProblems(key).map { .invalid("\(member)[\(text)]", text: text, $0) }
        let isEncoded = member == "binaryData" || object["kind"]?.string == "Secret"
        bytes += (value.string?.utf8.count ?? 0) * (isEncoded ? 3 : 4) / 4
      }
    }
    // A ConfigMap's is said of no field.
    let field = object["kind"]?.string == "Secret" ? "data" : "[]"
    return bytes > dataBytes ? findings + [.tooLong(field, dataBytes)] : findings
  }

  private static func changes(_ object: JSONValue, _ old: JSONValue?) -> [SchemaFinding] {
    guard let old else { return [] }
    var findings: [SchemaFinding] = []
    if let type = old["type"]?.string, object["type"]?.string != type {
      findings.append(.invalid("type", text: SchemaFinding.shown(object["type"]?.string), "field is immutable"))
    }
    guard old["immutable"]?.bool == true else { return findings }
    let problem = "field is immutable when `immutable` is set"
    for member in ["immutable", "data", "binaryData"] where object[member] != old[member] {
      findings.append(.forbidden(member, problem))
    }
    return findings
  }

  private static func lease(_ spec: JSONValue?) -> [SchemaFinding] {
    var findings: [SchemaFinding] = []
    if let seconds = spec?["leaseDurationSeconds"]?.integer, seconds <= 0 {
      findings.append(.invalid("spec.leaseDurationSeconds", "\(seconds)", "must be greater than 0"))
    }
    if let count = spec?["leaseTransitions"]?.integer, count < 0 {
      findings.append(.invalid("spec.leaseTransitions", "\(count)", "must to greater or equal than 0"))
    }
    return findings
  }

  private static func event(_ object: JSONValue) -> [SchemaFinding] {
    let namespace = object.at("involvedObject", "namespace")?.string ?? ""
    // What has no namespace is told of in this one.
    guard namespace != KubeObject(object).namespace, !namespace.isEmpty || KubeObject(object).namespace != "default"
    else { return [] }
    let text = SchemaFinding.shown(namespace)
    return [.invalid("involvedObject.namespace", text: text, "does not match event.namespace")]
  }
}
