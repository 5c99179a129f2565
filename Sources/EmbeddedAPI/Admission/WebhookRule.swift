// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// Which requests a webhook wants to see (admissionregistration.k8s.io/v1, `RuleWithOperations`).
struct WebhookRule: Sendable {
  private let operations: [String]
  private let groups: [String]
  private let versions: [String]
  private let resources: [String]
  private let scope: String

  init(_ json: JSONValue) {
    func texts(_ name: String) -> [String] { json[name]?.elements.compactMap(\.string) ?? [] }
    (operations, groups, versions) = (texts("operations"), texts("apiGroups"), texts("apiVersions"))
    (resources, scope) = (texts("resources"), json["scope"]?.string ?? "*")
  }

  func matches(_ resource: ServedResource, isStatus: Bool, _ operation: Admission.Operation) -> Bool {
    let plural = resource.resource.plural
    let names = isStatus ? ["*/*", "\(plural)/*", "*/status", "\(plural)/status"] : ["*", "*/*", plural]
    return has(operation.rawValue, operations) && has(resource.resource.group, groups)
      && has(resource.resource.version, versions) && !resources.allSatisfy { !names.contains($0) }
      && ["*", resource.isNamespaced ? "Namespaced" : "Cluster"].contains(scope)
  }

  private func has(_ value: String, _ list: [String]) -> Bool { list.contains("*") || list.contains(value) }
}
