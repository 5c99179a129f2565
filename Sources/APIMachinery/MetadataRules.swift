// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What the metadata of an object may be (k8s.io/apimachinery, `ValidateObjectMeta`).
package enum MetadataRules {
  /// Bytes of all annotations of an object, keys and values.
  private static let annotationBytes = 256 << 10

  /// Without what says nothing, which the API server does not keep.
  package static func received(_ metadata: JSONValue) throws(SchemaFinding) -> JSONValue {
    guard metadata.kind == .object else {
      throw .invalid("metadata", SchemaFinding.shown(metadata.text), "must be an object")
    }
    var result = metadata
    for (name, value) in metadata.members
    where value.isNull || [.array, .object].contains(value.kind) && value.count == 0 {
      result = result.setting(name, to: nil)
    }
    // What is missing is found later, in other words.
    if let finding = StructuralSchema.objectMeta.findings(in: result).first(where: { $0.reason != .required }) {
      throw SchemaFinding(field: "metadata.\(finding.field)", reason: finding.reason, message: finding.message)
    }
    return result
  }

  package static func findings(_ object: KubeObject, isNamespace: Bool, replacing old: KubeObject?) -> [SchemaFinding] {
    let metadata = object.metadata ?? .emptyObject
    return (old == nil ? names(object, isNamespace ? NameSyntax.labelProblems : NameSyntax.subdomainProblems) : [])
      + labels(metadata["labels"]) + annotations(metadata["annotations"]) + owners(metadata["ownerReferences"])
      + finalizers(object, old)
  }

  /// What nobody may change, where somebody says how it should be.
  package static func immutable(_ wanted: KubeObject, replacing old: KubeObject) -> [SchemaFinding] {
    let problems = [
      ("uid", "field is immutable"), ("creationTimestamp", "field is immutable"),
      ("deletionTimestamp", "field is immutable; may only be changed via deletion"),
    ]
    return problems.compactMap { name, problem in
      guard let text = wanted.metadata?[name]?.string, !text.isEmpty else { return nil }
      let before = old.metadata?[name]?.string ?? ""
      return text == before || isSameTime(text, before)
        ? nil : .invalid("metadata.\(name)", text: SchemaFinding.shown(text), problem)
    }
  }

  /// Clients write times in ways of their own.
  private static func isSameTime(_ text: String, _ other: String) -> Bool {
    guard let time = try? Instant(parsing: text) else { return false }
    return time == (try? Instant(parsing: other))
  }

  private static func names(_ object: KubeObject, _ problems: (String) -> [String]) -> [SchemaFinding] {
    var findings: [SchemaFinding] = []
    if let prefix = object.generateName, !prefix.isEmpty {
      // A name that is made of it may end in what a prefix ends in.
      findings += invalid("metadata.generateName", prefix, problems(prefix.hasSuffix("-") ? prefix + "a" : prefix))
    }
    guard let name = object.name, !name.isEmpty else { return findings + [.nameless] }
    return findings + invalid("metadata.name", name, problems(name))
  }

  private static func labels(_ labels: JSONValue?) -> [SchemaFinding] {
    (labels?.members ?? []).flatMap { label in
      let value = label.value.string ?? ""
      return invalid("metadata.labels", label.name, NameSyntax.qualifiedNameProblems(label.name))
        + invalid("metadata.labels", value, NameSyntax.labelValueProblems(value))
    }
  }

  private static func annotations(_ annotations: JSONValue?) -> [SchemaFinding] {
    let members = annotations?.members ?? []
    var findings = members.flatMap { annotation in
      invalid("metadata.annotations", annotation.name, NameSyntax.qualifiedNameProblems(annotation.name.lowercased()))
    }
    let bytes = members.reduce(0) { $0 + $1.name.utf8.count + ($1.value.string?.utf8.count ?? 0) }
    if bytes > annotationBytes { findings.append(.tooLong("metadata.annotations", annotationBytes)) }
    return findings
  }

  private static func owners(_ owners: JSONValue?) -> [SchemaFinding] {
    let names = [("apiVersion", "version"), ("kind", "kind"), ("name", "name"), ("uid", "uid")]
    return (owners?.elements ?? JSONValue.null.elements).flatMap { owner in
      names.compactMap { member, word in
        guard (owner[member]?.string ?? "").isEmpty else { return nil }
        return .invalid("metadata.ownerReferences.\(member)", text: "", "\(word) must not be empty")
      }
    }
  }

  private static func finalizers(_ object: KubeObject, _ old: KubeObject?) -> [SchemaFinding] {
    let findings = object.finalizers.flatMap { name in
      invalid("metadata.finalizers", name, NameSyntax.qualifiedNameProblems(name))
    }
    guard let old, old.isBeingDeleted else { return findings }
    let new = object.finalizers.filter { !old.finalizers.contains($0) }
    guard !new.isEmpty else { return findings }
    let list = new.map { "\"\($0)\"" }.joined(separator: ", ")
    let problem =
      "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}"
    return findings + [.forbidden("metadata.finalizers", problem)]
  }

  private static func invalid(_ field: String, _ value: String, _ problems: [String]) -> [SchemaFinding] {
    problems.map { .invalid(field, text: PlainText.line(value, longest: 300), $0) }
  }
}

extension SchemaFinding {
  fileprivate static let nameless = SchemaFinding(
    field: "metadata.name", reason: .required, message: "Required value: name or generateName is required")
}
