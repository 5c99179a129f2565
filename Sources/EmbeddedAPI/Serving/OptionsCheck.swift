// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import HTTPServer
internal import KubeModel

/// What a request may say about how it is to be done (k8s.io/apimachinery, `metav1/validation`).
struct OptionsCheck: Sendable {
  private static let managerBytes = 128
  private static let policies = ["Foreground", "Background", "Orphan", "nil"]

  /// `CreateOptions`, and so on.
  private let kind: String

  init(_ method: HTTPMethod) {
    kind =
      switch method {
      case .post: "CreateOptions"
      case .put: "UpdateOptions"
      case .patch: "PatchOptions"
      case .delete: "DeleteOptions"
      default: "ListOptions"
      }
  }

  /// - Parameter values: of `dryRun`, in the query or in the body.
  /// - Returns: whether nothing is to be changed.
  func isDryRun(_ values: [String]) throws(APIFailure) -> Bool {
    if values.contains(where: { $0 != "All" }) {
      let list = values.map { JSONValue.string(SchemaFinding.shown($0)).text }.joined(separator: ", ")
      throw refused(.notSupported("dryRun", "[]string{\(list)}", ["All"]))
    }
    return !values.isEmpty
  }

  func check(fieldManager: String?) throws(APIFailure) {
    guard let fieldManager, fieldManager.utf8.count > Self.managerBytes else { return }
    throw refused(.tooLong("fieldManager", Self.managerBytes))
  }

  func check(propagationPolicy: String?) throws(APIFailure) {
    guard let propagationPolicy, !Self.policies.dropLast().contains(propagationPolicy) else { return }
    throw refused(.notSupported("propagationPolicy", text: SchemaFinding.shown(propagationPolicy), Self.policies))
  }

  /// - Parameter match: of `resourceVersionMatch`.
  func check(match: String?, version: String?, continues: Bool, isWatch: Bool) throws(APIFailure) {
    guard let match else { return }
    let field = "resourceVersionMatch"
    if isWatch { throw refused(.forbidden(field, "\(field) is forbidden for watch")) }
    if continues { throw refused(.forbidden(field, "\(field) is forbidden when continue is provided")) }
    guard let version else {
      throw refused(.forbidden(field, "\(field) is forbidden unless resourceVersion is provided"))
    }
    guard ["Exact", "NotOlderThan"].contains(match) else {
      throw refused(.notSupported(field, text: SchemaFinding.shown(match), ["Exact", "NotOlderThan", ""]))
    }
    guard match != "Exact" || version != "0" else {
      throw refused(.forbidden(field, #"\#(field) "exact" is forbidden for resourceVersion "0""#))
    }
  }

  private func refused(_ finding: SchemaFinding) -> APIFailure {
    APIFailure(.invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: kind), name: "", [finding]))
  }
}
