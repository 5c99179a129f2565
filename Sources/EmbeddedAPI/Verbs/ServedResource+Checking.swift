// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

extension ServedResource {
  /// Whether an object may be stored: its metadata, its schema, and what there is to say of its kind.
  /// - Parameter old: the object that it replaces.
  func check(_ object: JSONValue, replacing old: JSONValue? = nil) throws(APIFailure) {
    let object = KubeObject(object)
    let name = object.name ?? ""
    var findings = MetadataRules.findings(
      object, isNamespace: storage == .namespaces, replacing: old.map { KubeObject($0) })
    findings += schema?.findings(in: object.json) ?? BuiltInRules.findings(object.json, storage, replacing: old)
    guard findings.isEmpty else { throw .invalid(self, name, findings) }
    do throws(SchemaFinding) {
      if storage == .definitions { _ = try CustomResourceDefinition(object.json) }
      guard storage.group == "admissionregistration.k8s.io" else { return }
      for (index, webhook) in (object.json["webhooks"]?.elements ?? JSONValue.null.elements).enumerated() {
        _ = try Webhook(webhook, field: "webhooks[\(index)]")
      }
    } catch {
      throw .invalid(self, name, [error])
    }
  }
}
