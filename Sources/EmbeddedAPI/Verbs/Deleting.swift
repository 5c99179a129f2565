// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// `delete` and `deletecollection`.
struct Deleting: Sendable {
  let database: Database
  let webhooks: Webhooks
  let now: Instant

  func delete(_ request: APIRequest) async throws(APIFailure) -> APIAnswer {
    let target = request.target
    let options = try Self.options(request)
    guard let key = target.key, !target.isStatus else { throw .methodNotAllowed }
    let (object, isGone, warnings) = try await delete(key, request, options)
    // Of a pod it is the pod that is answered.
    let showsObject = !isGone || target.type == .pods
    return APIAnswer(
      showsObject ? object.converted(to: target.resource) : Self.success(target, object), warnings: warnings)
  }

  /// Answers with what was deleted.
  func deleteCollection(_ request: APIRequest) async throws(APIFailure) -> APIAnswer {
    let target = request.target
    guard target.resource.verbs.contains("deletecollection"), target.namespace != nil else { throw .methodNotAllowed }
    let options = try Self.options(request)
    let (selection, store) = (try request.selection(), await database.store)
    var deleted: [JSONValue] = []
    for object in store.objects(target.type, in: target.namespace) where selection.matches(object) {
      guard let key = KubeObject(object).key else { continue }
      do throws(APIFailure) {
        deleted.append(try await delete(key, request, options).object)
      } catch {
        // Somebody else may have been faster.
        guard error.code == 404 else { throw error }
      }
    }
    let list = try Presentation(request, now: now)
      .list(deleted, revision: await database.store.revision, continuation: nil, remaining: 0)
    return APIAnswer(list)
  }

  private func delete(
    _ key: ObjectKey, _ request: APIRequest, _ options: JSONValue
  ) async throws(APIFailure) -> (object: JSONValue, isGone: Bool, warnings: [String]) {
    let (target, now) = (request.target, now)
    let store = await database.store
    guard let old = store.object(target.type, key) else { throw .notFound(target.resource, key.name) }
    var admission = Admission(request, .delete, object: nil, store: store)
    (admission.oldObject, admission.deleteOptions) = (old.converted(to: target.resource), options)
    _ = try await webhooks.mutate(&admission)
    try await webhooks.validate(&admission)
    let dryRun = options["dryRun"]?.elements.compactMap(\.string) ?? []
    let isDryRun = try request.options.isDryRun(dryRun) || request.isDryRun
    let (object, isGone) = try await database.write { store throws(APIFailure) in
      guard let old = store.object(target.type, key) else { throw .notFound(target.resource, key.name) }
      try Self.check(options["preconditions"], KubeObject(old), target)
      guard !isDryRun, let object = store.delete(target.type, key, now: now) else { return (old, true) }
      return (object, store.object(target.type, key) == nil)
    }
    return (object, isGone, admission.warnings)
  }

  /// The body, which may be missing.
  private static func options(_ request: APIRequest) throws(APIFailure) -> JSONValue {
    let options = try request.body.isEmpty ? JSONValue.emptyObject : request.json()
    let seconds = options["gracePeriodSeconds"]
    guard options.kind == .object, [nil, "DeleteOptions"].contains(options["kind"]?.string),
      seconds.map({ $0.isNull || $0.integer != nil }) ?? true
    else { throw .badRequest("the body of the request must be DeleteOptions") }
    let policy = options["propagationPolicy"] ?? request.query["propagationPolicy"].map(JSONValue.string)
    try request.options.check(propagationPolicy: policy?.string)
    return options.setting("propagationPolicy", to: policy)
  }

  private static func check(_ preconditions: JSONValue?, _ old: KubeObject, _ target: Target) throws(APIFailure) {
    for (name, found) in [("uid", old.uid), ("resourceVersion", old.metadata?["resourceVersion"]?.string)] {
      guard let wanted = preconditions?[name]?.string, wanted != found else { continue }
      let (word, end) = name == "uid" ? ("UID", "deleted and then recreated") : ("ResourceVersion", "modified")
      let why =
        "the \(word) in the precondition (\(SchemaFinding.shown(wanted))) does not match the \(word) in record "
        + "(\(found ?? "")). The object might have been \(end)"
      throw .outdated(target.resource, old.name ?? "", why)
    }
  }

  private static func success(_ target: Target, _ object: JSONValue) -> JSONValue {
    JSONValue { writer in
      writer.object { status in
        status.member("kind", "Status")
        status.member("apiVersion", "v1")
        status.name("metadata")
        status.object { _ in }
        status.member("status", "Success")
        status.name("details")
        status.object { details in
          details.member("name", KubeObject(object).name ?? "")
          if !target.type.group.isEmpty { details.member("group", target.type.group) }
          details.member("kind", target.type.plural)
          details.member("uid", KubeObject(object).uid ?? "")
        }
      }
    }
  }
}
