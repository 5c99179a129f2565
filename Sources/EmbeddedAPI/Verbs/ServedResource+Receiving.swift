// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import FoundationEssentials
internal import KubeModel

/// What the server makes of an object that a client has sent (k8s.io/apiserver, `rest.BeforeCreate` and `BeforeUpdate`).
extension ServedResource {
  /// Members of metadata that only the server writes.
  private static let servers = [
    "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion",
  ]
  /// Not kept here: server-side apply would need them.
  private static let dropped = ["managedFields", "selfLink"]

  /// The object as it goes to webhooks, and comes back from them: of this type, in the namespace of its request, with
  /// what the schema sets and without what it does not know.
  func received(_ object: JSONValue, _ target: Target) throws(APIFailure) -> JSONValue {
    guard object.kind == .object else { throw .badRequest("the body of the request must be a JSON object") }
    let given = KubeObject(object)
    // Watches and the log have a line for each.
    var object = object.onOneLine
    if !isCustom, given.apiVersion == nil, given.kind == nil {
      // The path says what it is.
      object = object.setting("apiVersion", to: .string(resource.apiVersion)).setting(
        "kind", to: .string(resource.kind))
    }
    return try placed(object, target)
  }

  private func placed(_ object: JSONValue, _ target: Target) throws(APIFailure) -> JSONValue {
    let given = KubeObject(object)
    guard given.apiVersion == resource.apiVersion else {
      throw .badRequest(
        "the API version in the data (\(SchemaFinding.shown(given.apiVersion))) does not match the expected API version (\(resource.apiVersion))"
      )
    }
    if isCustom, let kind = given.kind, kind != resource.kind {
      let type = GroupVersionKind(group: resource.group, version: resource.version, kind: SchemaFinding.shown(kind))
      let finding = SchemaFinding.invalid("kind", text: SchemaFinding.shown(kind), "must be \(resource.kind)")
      throw APIFailure(.invalid(type, name: SchemaFinding.shown(given.name), [finding]))
    }
    guard given.kind == resource.kind else {
      throw .badRequest(
        "the kind in the data (\(SchemaFinding.shown(given.kind))) does not match the expected kind (\(resource.kind))")
    }
    var metadata: JSONValue
    do throws(SchemaFinding) {
      metadata = try MetadataRules.received(given.metadata ?? .emptyObject)
    } catch {
      throw .badRequest("\(error)")
    }
    if let name = target.name, given.name != name {
      throw .badRequest(
        "the name of the object (\(SchemaFinding.shown(given.name))) does not match the name on the URL (\(name))")
    }
    let namespace = target.namespace ?? ""
    guard [nil, "", namespace].contains(given.namespace) else {
      throw .badRequest(
        target.name == nil
          ? "the namespace of the provided object does not match the namespace sent on the request"
          : "the namespace of the object (\(SchemaFinding.shown(given.namespace))) does not match the namespace on the request (\(namespace))"
      )
    }
    for name in Self.dropped { metadata = metadata.setting(name, to: nil) }
    metadata = metadata.setting("namespace", to: namespace.isEmpty ? nil : .string(namespace))
    let placed = object.setting("metadata", to: metadata)
    if let schema { return schema.defaulted(schema.pruned(placed)) }
    if storage == .definitions { return Self.namedDefinition(placed) }
    guard let schema = StructuralSchema.builtIn[resource.plural] else { return placed }
    let known = schema.defaulted(schema.pruned(storage == .secrets ? try Self.encodedSecret(placed) : placed))
    // Such an object cannot even be read.
    if let finding = schema.findings(in: known).first {
      throw .badRequest(
        "\(resource.kind) in version \"\(resource.version)\" cannot be handled as a \(resource.kind): \(finding)")
    }
    return known
  }

  /// A definition with the names that follow from its kind.
  private static func namedDefinition(_ object: JSONValue) -> JSONValue {
    guard let names = object.at("spec", "names"), let kind = names["kind"]?.string else { return object }
    return [("listKind", kind + "List"), ("singular", kind.lowercased())].reduce(object) { object, name in
      (names[name.0]?.string ?? "").isEmpty ? object.setting(["spec", "names", name.0], to: .string(name.1)) : object
    }
  }

  /// A Secret takes texts as well, and keeps them as data.
  private static func encodedSecret(_ object: JSONValue) throws(APIFailure) -> JSONValue {
    var data = object["data"]
    for (name, value) in object["stringData"]?.members ?? [] {
      guard let text = value.string else {
        throw .badRequest(
          "Secret in version \"v1\" cannot be handled as a Secret: stringData.\(SchemaFinding.shown(name)) must be a text"
        )
      }
      data = (data ?? .emptyObject).setting(name, to: .string(Data(text.utf8).base64EncodedString()))
    }
    return object.setting("data", to: data)
  }

  /// A new object with what only the server knows.
  func created(_ object: JSONValue, now: Instant) -> JSONValue {
    var metadata = KubeObject(object).metadata ?? .emptyObject
    for name in Self.servers { metadata = metadata.setting(name, to: nil) }
    if let prefix = metadata["generateName"]?.string, !prefix.isEmpty, (metadata["name"]?.string ?? "").isEmpty {
      metadata = metadata.setting("name", to: .string(String(prefix.prefix(58)) + Self.randomSuffix()))
    }
    metadata = metadata.setting("uid", to: .string(UUID().uuidString.lowercased()))
      .setting("creationTimestamp", to: .string(now.kubernetesTime))
    if countsGenerations { metadata = metadata.setting("generation", to: .integer(1)) }
    var object = object.setting("metadata", to: metadata)
    if storage == .namespaces { object = object.setting(["spec", "finalizers"], to: .array([.string("kubernetes")])) }
    guard hasStatus else { return object }
    let status: JSONValue? =
      switch storage {
      case .namespaces: Self.phase("Active")
      case .definitions: DefinitionStatus.established(object, now: now)
      case .pods: Self.phase("Pending")
      default: nil
      }
    return object.setting("status", to: status)
  }

  /// What becomes of an object by an update: the status alone, or all but the status; never what is the server's.
  func updated(_ new: JSONValue, from old: JSONValue, isStatus: Bool) -> JSONValue {
    if isStatus { return old.setting("status", to: new["status"]) }
    var metadata = KubeObject(new).metadata ?? .emptyObject
    let before = KubeObject(old)
    for name in Self.servers { metadata = metadata.setting(name, to: before.metadata?[name]) }
    var object = hasStatus ? new.setting("status", to: old["status"]) : new
    if let generation = before.generation, Self.desired(object) != Self.desired(old) {
      metadata = metadata.setting("generation", to: .integer(generation + 1))
    }
    object = object.setting("metadata", to: metadata)
    switch storage {
    case .definitions: return object.setting("status", to: DefinitionStatus.established(object, now: nil))
    case .namespaces: return object.setting("spec", to: old["spec"])
    default: return object
    }
  }

  /// What somebody wants, without what is.
  private static func desired(_ object: JSONValue) -> JSONValue {
    object.setting("metadata", to: nil).setting("status", to: nil).setting("apiVersion", to: nil)
  }

  private static func phase(_ name: String) -> JSONValue { JSONValue.emptyObject.setting("phase", to: .string(name)) }

  /// Five letters and digits that make no words (k8s.io/apimachinery, `rand.String`).
  private static func randomSuffix() -> String {
    String((0..<5).map { _ in "bcdfghjklmnpqrstvwxz2456789".randomElement() ?? "x" })
  }
}
