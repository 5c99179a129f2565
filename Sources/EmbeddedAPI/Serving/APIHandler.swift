// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import HTTPServer
internal import KubeModel
internal import Outbound

/// Who asks, what for, and which verb it is.
struct APIHandler: Handler {
  let database: Database
  let webhooks: Webhooks
  /// Nil lets everybody in.
  let token: String?
  let clock: any Clock<Duration>
  let now: @Sendable () -> Instant

  func handle(_ request: HTTPRequest) -> Handled {
    if ["/healthz", "/readyz", "/livez"].contains(request.path) {
      return .now(HTTPResponse(status: 200, contentType: "text/plain; charset=utf-8", body: Array("ok".utf8)))
    }
    return .later { await answer(request) }
  }

  func render(_ refusal: Refusal) -> HTTPResponse {
    let isTooLarge = refusal.status == 413
    let status = Status(
      code: refusal.status, reason: isTooLarge ? .requestEntityTooLarge : nil,
      message: isTooLarge ? "Request entity too large: limit is \(Writing.objectBytes)" : refusal.reason)
    return APIFailure(status).answer.response
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    do throws(APIFailure) {
      guard isAuthorized(request) else { throw .unauthorized }
      let resources = await database.resources
      if let answer = described(request, resources) { return answer }
      guard let target = Target(path: request.path, resources) else { throw .nothingThere }
      var response = await answer(request, target)
      if let warning = target.resource.deprecationWarning { response.addWarnings([warning]) }
      return response
    } catch {
      return error.answer.response
    }
  }

  private func answer(_ request: HTTPRequest, _ target: Target) async -> HTTPResponse {
    do throws(APIFailure) {
      return try await answerOrFail(request, target)
    } catch {
      return error.answer.response
    }
  }

  private func answerOrFail(_ request: HTTPRequest, _ target: Target) async throws(APIFailure) -> HTTPResponse {
    let (asked, now) = (try APIRequest(request, target), now())
    let writing = Writing(database: database, webhooks: webhooks, now: now)
    let deleting = Deleting(database: database, webhooks: webhooks, now: now)
    switch try Self.verb(request.method, asked) {
    case "watch": return try watch(asked)
    case "list": return try Reading(store: await database.store, now: now).list(asked).response
    case "get": return try Reading(store: await database.store, now: now).get(asked).response
    case "create": return try await writing.create(asked).response
    case "update": return try await writing.update(asked).response
    case "patch": return try await writing.patch(asked).response
    case "delete": return try await deleting.delete(asked).response
    default: return try await deleting.deleteCollection(asked).response
    }
  }

  private static func verb(_ method: HTTPMethod, _ request: APIRequest) throws(APIFailure) -> String {
    let isNamed = request.target.name != nil
    let verb: String? =
      switch method {
      case .get: isNamed ? "get" : request.query.flag("watch") ? "watch" : "list"
      case .post where !isNamed: "create"
      case .put where isNamed: "update"
      case .patch where isNamed: "patch"
      case .delete: isNamed ? "delete" : "deletecollection"
      default: nil
      }
    guard let verb, request.target.resource.verbs.contains(verb) else { throw .methodNotAllowed }
    return verb
  }

  private func watch(_ request: APIRequest) throws(APIFailure) -> HTTPResponse {
    guard request.query["sendInitialEvents"] == nil else {
      throw .badRequest("sendInitialEvents: the embedded API server has no streaming lists")
    }
    let watching = try Watching(request, database, clock, now: now)
    return HTTPResponse(
      status: 200, contentType: "application/json",
      stream: BodyStream { body throws(CancellationError) in try await watching.write(to: body) })
  }

  /// What is served, and by whom.
  private func described(_ request: HTTPRequest, _ resources: ServedResources) -> HTTPResponse? {
    guard request.method == .get else { return nil }
    switch request.path {
    case "/version": return APIAnswer(Self.version).response
    case "/openapi/v2":
      // As the API server answers; kubectl's library for media types cannot read the one that kubectl asks for.
      return HTTPResponse(
        status: 200, contentType: "application/octet-stream", body: OpenAPIDocument(resources.all).protobuf)
    default: return resources.discovery.answer(at: request.path).map { APIAnswer($0).response }
    }
  }

  /// The API is that of this Kubernetes, as far as it goes.
  private static let version = JSONValue { writer in
    writer.object { version in
      version.member("major", "1")
      version.member("minor", "20")
      version.member("gitVersion", "v1.20.2-cassette")
      version.member("platform", "embedded")
    }
  }

  /// Takes as long for every token of the same length.
  private func isAuthorized(_ request: HTTPRequest) -> Bool {
    guard let token else { return true }
    let wanted = Array("Bearer \(token)".utf8)
    let given = Array((request.fields["authorization"] ?? "").utf8)
    guard wanted.count == given.count else { return false }
    return zip(wanted, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
