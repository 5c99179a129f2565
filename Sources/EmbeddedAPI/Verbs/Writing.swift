// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// `create`, `update` and `patch`: what is sent goes through the schema and the webhooks, and is stored if nobody has
/// been faster.
struct Writing: Sendable {
  /// An update that others overtake is tried so often anew, as long as it is no fault to have been overtaken.
  private static let attempts = 5
  /// As much as the API server lets patches make of an object (`LimitedReadBody` of 3 MiB).
  static let objectBytes = 3 << 20

  let database: Database
  let webhooks: Webhooks
  let now: Instant

  func create(_ request: APIRequest) async throws(APIFailure) -> APIAnswer {
    let (target, resource) = (request.target, request.target.resource)
    guard target.name == nil, target.namespace != nil else { throw .methodNotAllowed }
    var object = try resource.received(try request.json(), target)
    guard resource.verbs != ["create"] else { return APIAnswer(code: 201, Self.allowed(object)) }
    guard (KubeObject(object).metadata?["resourceVersion"]?.string ?? "").isEmpty else {
      throw .unreasoned("resourceVersion should not be set on objects to be created")
    }
    try Self.checkNamespace(target, KubeObject(object).name ?? "", await database.store)
    var admission = Admission(request, .create, object: object, store: await database.store)
    object = try await webhooks.mutate(&admission)
    object = resource.created(try resource.received(object, target), now: now)
    try resource.check(object)
    admission.object = object
    try await webhooks.validate(&admission)
    let (new, key, isDryRun) = (
      object, ObjectKey(namespace: target.namespace ?? "", name: KubeObject(object).name ?? ""), request.isDryRun
    )
    let stored = try await database.write { store throws(APIFailure) in
      try Self.checkNamespace(target, key.name, store)
      if let old = store.object(target.type, key) {
        throw .alreadyExists(resource, key.name, isBeingDeleted: KubeObject(old).isBeingDeleted)
      }
      return isDryRun ? new : store.put(new.converted(to: target.stored), target.type, key)
    }
    return APIAnswer(code: 201, try Presentation(request, now: now).one(stored), warnings: admission.warnings)
  }

  func update(_ request: APIRequest) async throws(APIFailure) -> APIAnswer {
    let object = try request.json()
    return try await change(request) { old throws(APIFailure) in
      if request.target.resource.isCustom, (KubeObject(object).metadata?["resourceVersion"]?.string ?? "").isEmpty {
        let finding = SchemaFinding.invalid("metadata.resourceVersion", "0x0", "must be specified for an update")
        throw .unversioned(request.target.resource, request.target.name ?? "", finding)
      }
      let (wanted, uid) = (KubeObject(object).uid ?? "", KubeObject(old).uid ?? "")
      guard wanted.isEmpty || wanted == uid else {
        throw .conflict(
          request.target.resource, request.target.name ?? "",
          "Precondition failed: UID in precondition: \(SchemaFinding.shown(wanted)), UID in object meta: \(uid)")
      }
      return object
    }
  }

  func patch(_ request: APIRequest) async throws(APIFailure) -> APIAnswer {
    let patch = try Self.patch(request)
    return try await change(request, patch)
  }

  private typealias ObjectChange = (JSONValue) throws(APIFailure) -> JSONValue

  private static func patch(_ request: APIRequest) throws(APIFailure) -> ObjectChange {
    let isCustom = request.target.resource.isCustom
    switch request.contentType {
    case "application/merge-patch+json":
      let patch = try APIRequest.json(request.body)
      return { old in old.merging(patch) }
    case "application/strategic-merge-patch+json" where !isCustom:
      let patch = try APIRequest.json(request.body)
      return { old in StrategicMerge.apply(patch, to: old) }
    case "application/json-patch+json":
      let json = try APIRequest.json(request.body)
      let patch: JSONPatchText
      guard json.kind == .array else { throw .badRequest("a JSON Patch must be an array of operations") }
      do { patch = try JSONPatchText(json) } catch { throw .unfitPatch }
      return { old throws(APIFailure) in
        do { return try patch.applied(to: old, limit: objectBytes) } catch { throw .unfitPatch }
      }
    case "application/apply-patch+yaml":
      throw APIFailure(.unsupportedMediaType, "the embedded API server has no server-side apply")
    default:
      let strategic = isCustom ? [] : ["application/strategic-merge-patch+json"]
      throw .unsupportedMediaType(["application/json-patch+json", "application/merge-patch+json"] + strategic)
    }
  }

  private func change(_ request: APIRequest, _ change: ObjectChange) async throws(APIFailure) -> APIAnswer {
    let target = request.target
    guard let key = target.key else { throw .methodNotAllowed }
    for _ in 0..<Self.attempts {
      let store = await database.store
      guard let old = store.object(target.type, key) else { throw .notFound(target.resource, key.name) }
      var admission = Admission(request, .update, object: nil, store: store)
      let new = try await changed(old.converted(to: target.resource), change, &admission, target)
      let kept = new.converted(to: target.stored)
      guard !request.isDryRun, kept != old else {
        return APIAnswer(try Presentation(request, now: now).one(new), warnings: admission.warnings)
      }
      let stored = try await database.write { store throws(APIFailure) -> JSONValue? in
        guard store.object(target.type, key)?.version == old.version else { return nil }
        return store.replace(kept, target.type, key)
      }
      guard let stored else { continue }
      return APIAnswer(try Presentation(request, now: now).one(stored), warnings: admission.warnings)
    }
    throw .conflict(target.resource, key.name)
  }

  /// What becomes of an object, once everybody who is asked has agreed.
  private func changed(
    _ old: JSONValue, _ change: ObjectChange, _ admission: inout Admission, _ target: Target
  ) async throws(APIFailure) -> JSONValue {
    let (resource, name) = (target.resource, target.name ?? "")
    let wanted = try change(old)
    if let version = wanted.version, version != old.version {
      guard UInt64(version) != nil else {
        throw .unreasoned("strconv.ParseUint: parsing \"\(SchemaFinding.shown(version))\": invalid syntax")
      }
      throw .conflict(resource, name)
    }
    let immutable = MetadataRules.immutable(KubeObject(wanted), replacing: KubeObject(old))
    guard immutable.isEmpty else { throw .invalid(resource, name, immutable) }
    var new = resource.updated(try resource.received(wanted, target), from: old, isStatus: target.isStatus)
    (admission.object, admission.oldObject) = (new, old)
    new = try await webhooks.mutate(&admission)
    new = resource.updated(try resource.received(new, target), from: old, isStatus: target.isStatus)
    try resource.check(new, replacing: old)
    admission.object = new
    try await webhooks.validate(&admission)
    return new
  }

  /// Nothing can be made in a namespace that is not there, or not for long.
  private static func checkNamespace(
    _ target: Target, _ name: String, _ store: ObjectStore
  ) throws(APIFailure) {
    guard let namespace = target.namespace, !namespace.isEmpty else { return }
    guard let object = store.object(.namespaces, ObjectKey(namespace: "", name: namespace)) else {
      throw .noNamespace(namespace)
    }
    guard KubeObject(object).isBeingDeleted else { return }
    throw .terminating(target.resource, name, namespace: namespace)
  }

  /// Whoever has the token may do everything.
  private static func allowed(_ review: JSONValue) -> JSONValue {
    review.setting(["status", "allowed"], to: .bool(true))
      .setting(["status", "reason"], to: .string("the embedded API server allows everything"))
  }
}

extension JSONValue {
  /// Nil without one.
  fileprivate var version: String? {
    guard let version = self["metadata"]?["resourceVersion"]?.string, !version.isEmpty else { return nil }
    return version
  }
}
