// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import FoundationEssentials
internal import KubeModel

/// `get` and `list`.
struct Reading: Sendable {
  let store: ObjectStore
  let now: Instant

  func get(_ request: APIRequest) throws(APIFailure) -> APIAnswer {
    let target = request.target
    guard let key = target.key, let object = store.object(target.type, key) else {
      throw .notFound(target.resource, target.name ?? "")
    }
    return APIAnswer(try Presentation(request, now: now).one(object))
  }

  func list(_ request: APIRequest) throws(APIFailure) -> APIAnswer {
    let (target, query) = (request.target, request.query)
    let selection = try request.selection()
    let place = try query["continue"].map(Place.init)
    let match = query["resourceVersionMatch"]
    try request.options.check(
      match: match, version: query["resourceVersion"], continues: place != nil, isWatch: false)
    let exact = match == "Exact" ? try query.number("resourceVersion") : nil
    let revision = place?.revision ?? exact ?? store.revision
    if place == nil, let wanted = try query.number("resourceVersion"), wanted > store.revision {
      throw APIFailure(.timeout, "Too large resource version: \(wanted), current: \(store.revision)")
    }
    var objects: [JSONValue]
    do throws(ObjectStore.NotAvailable) {
      let namespace = target.resource.isNamespaced ? target.namespace : nil
      objects = try store.objects(target.type, in: namespace, at: revision)
    } catch {
      throw Place.tooOld
    }
    objects = objects.filter { object in selection.matches(object) && place?.isBefore(object) ?? true }
    let limit = Int(clamping: try query.number("limit") ?? 0)
    let page = limit > 0 ? Array(objects.prefix(limit)) : objects
    let rest = objects.count - page.count
    let next = rest > 0 ? page.last.map { Place(revision: revision, after: $0).token } : nil
    return APIAnswer(
      try Presentation(request, now: now).list(
        page, revision: revision, continuation: next, remaining: selection.isEverything ? rest : nil))
  }
}

/// Where the next page of a list begins.
private struct Place {
  static let tooOld = APIFailure(
    .expired,
    "The provided continue parameter is too old to display a consistent list result. You must start a new list without "
      + "the continue parameter.")

  let revision: Int64
  private let namespace: String
  private let name: String

  init(revision: Int64, after object: JSONValue) {
    let object = KubeObject(object)
    (self.revision, namespace, name) = (revision, object.namespace ?? "", object.name ?? "")
  }

  init(_ token: String) throws(APIFailure) {
    let text = Data(base64Encoded: token).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let revision = Int64(parts[0]) else { throw .badRequest("continue key is not valid") }
    (self.revision, namespace, name) = (revision, parts[1], parts[2])
  }

  /// Opaque to clients.
  var token: String { Data("\(revision)/\(namespace)/\(name)".utf8).base64EncodedString() }

  func isBefore(_ object: JSONValue) -> Bool {
    let object = KubeObject(object)
    return (namespace, name) < (object.namespace ?? "", object.name ?? "")
  }
}
