// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

extension ServedResource {
  /// Whether an object may be stored: its name, its finalizers, its schema.
  /// - Parameter old: the object that it replaces.
  func check(_ object: JSONValue, replacing old: JSONValue? = nil) throws(APIFailure) {
    let object = KubeObject(object)
    let name = object.name ?? ""
    var findings = old == nil ? nameFindings(name) : []
    findings += finalizerFindings(object, old.map { KubeObject($0) })
    findings += schema?.findings(in: object.json) ?? []
    guard findings.isEmpty else { throw .invalid(self, name, findings) }
    do throws(SchemaFinding) {
      if storage == .definitions { _ = try CustomResourceDefinition(object.json) }
      guard storage.group == "admissionregistration.k8s.io" else { return }
      for webhook in object.json["webhooks"]?.elements.map(\.self) ?? [] { _ = try Webhook(webhook) }
    } catch {
      throw .invalid(self, name, [error])
    }
  }

  private func nameFindings(_ name: String) -> [SchemaFinding] {
    guard !name.isEmpty else { return [.nameless] }
    let isLabel = storage == .namespaces
    let parts = isLabel ? [Substring(name)] : name.split(separator: ".", omittingEmptySubsequences: false)
    let longest = isLabel ? 63 : 253
    if name.utf8.count > longest {
      return [
        .invalid(
          "metadata.name", text: PlainText.line(name, longest: 300), "must be no more than \(longest) characters")
      ]
    }
    guard !parts.allSatisfy(Self.isLabel) else { return [] }
    return [.invalid("metadata.name", text: PlainText.line(name), isLabel ? Self.label : Self.subdomain)]
  }

  private static let label = """
    a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an \
    alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
    """
  private static let subdomain = """
    a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end \
    with an alphanumeric character (e.g. 'example.com', regex used for validation is \
    '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
    """

  private static func isLabel(_ text: Substring) -> Bool {
    let dash = UInt8(ascii: "-")
    return !text.isEmpty && text.utf8.first != dash && text.utf8.last != dash
      && text.utf8.allSatisfy { $0 == dash || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private func finalizerFindings(_ object: KubeObject, _ old: KubeObject?) -> [SchemaFinding] {
    guard let old, old.isBeingDeleted else { return [] }
    let new = object.finalizers.filter { !old.finalizers.contains($0) }
    guard !new.isEmpty else { return [] }
    let list = new.map { "\"\($0)\"" }.joined(separator: ", ")
    let problem =
      "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}"
    return [.forbidden("metadata.finalizers", problem)]
  }
}

extension SchemaFinding {
  fileprivate static let nameless = SchemaFinding(
    field: "metadata.name", reason: .required, message: "Required value: name or generateName is required")
}
