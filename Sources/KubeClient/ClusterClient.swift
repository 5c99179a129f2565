// SPDX-License-Identifier: Apache-2.0
package import FoundationEssentials
package import KubeModel
package import Outbound

/// The client of one cluster's API server. Copies share credentials and rate.
package struct ClusterClient: ObjectReading, ObjectWriting, ObjectTrying, ObjectDeleting {
  /// For a request and all its attempts. An API server gives up after 60 s; what takes it half of that does not get better.
  package static let usualTimeout = Duration.seconds(30)
  /// Against a loop of ours that runs wild, not against users: each review looks up three objects at most, and somebody who
  /// applies a folder of a hundred files must not wait for us. An API server shares itself out by priority and fairness.
  private static let rate = RequestRate(perSecond: 200, burst: 400)
  /// A server ends a watch then. Different lengths keep watches that began together from all beginning again together.
  private static let watchSeconds = 240...300
  /// A server that keeps what is watched in memory sends a bookmark about every minute: one and a half without a byte, and
  /// the connection is dead. One that does not, says nothing; then a watch begins anew where it was.
  private static let silence = Duration.seconds(90)

  private static let limits = JSONLimits(bytes: OutboundRequest.usualResponseLimit)

  /// By the answers so far.
  package var serverTime: ServerTime { sender.serverTime }

  private let sender: RequestSender
  private let missingStatus: MissingStatus
  private var timeout = usualTimeout

  /// - Parameters:
  ///   - userAgent: how the server's logs name us: `cassette/1.0.0`.
  ///   - now: for the expiry of credentials; what waits does so on `clock`.
  package init(
    _ connection: ClusterConnection, transport: any HTTPTransport, userAgent: String,
    clock: some Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    let clock = AnyClock(clock)
    sender = RequestSender(
      connection: connection, transport: transport,
      credentials: CredentialSource(connection.authentication, clock: clock, now: now),
      gate: RequestGate(ClusterClient.rate, clock: clock), clock: clock, userAgent: userAgent,
      serverTime: ServerTime(clock))
    missingStatus = MissingStatus(clock: clock)
  }

  /// The same client, for requests that may take no longer than this.
  package func with(timeout: Duration) -> ClusterClient {
    var client = self
    client.timeout = timeout
    return client
  }
}

extension ClusterClient {
  package func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try await object(of: try KubeRequest.get(resource, key))
  }

  package func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList {
    let request = try KubeRequest.list(resource, in: namespace, page)
    guard let list = ObjectList(try await json(of: request), of: resource) else {
      throw request.failed(.malformed("the answer is no list with a resourceVersion"))
    }
    return list
  }

  package func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    let seconds = Int.random(in: ClusterClient.watchSeconds)
    let request = try KubeRequest.watch(resource, in: namespace, since: version, seconds: seconds)
    return KubeWatch(request, try await sender.stream(of: request, within: timeout, idle: ClusterClient.silence))
  }

  package func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await self.object(of: try KubeRequest.create(resource, in: namespace, object))
  }

  package func tryCreation(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await self.object(of: try KubeRequest.create(resource, in: namespace, object, isDryRun: true))
  }

  package func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await self.object(of: try KubeRequest.replace(resource, key, object))
  }

  package func delete(_ resource: KubeResource, _ key: ObjectKey, uid: String) async throws(KubeError) {
    _ = try await sender.body(of: try KubeRequest.delete(resource, key, uid: uid), within: timeout)
  }

  package func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    switch subresource {
    case .status where !missingStatus.contains(resource): try await patchStatus(resource, key, patch)
    case .status, nil: try await object(of: try KubeRequest.patch(resource, key, patch))
    }
  }

  /// 404 may mean the object or the subresource. If the object exists, it may have come into being only just now: the
  /// second attempt decides.
  private func patchStatus(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch
  ) async throws(KubeError) -> KubeObject {
    let request = try KubeRequest.patch(resource, key, patch, subresource: .status)
    if let object = try await objectIfFound(of: request) { return object }
    _ = try await get(resource, key)
    if let object = try await objectIfFound(of: request) { return object }
    let object = try await object(of: try KubeRequest.patch(resource, key, patch))
    missingStatus.note(resource)
    return object
  }

  private func objectIfFound(of request: KubeRequest) async throws(KubeError) -> KubeObject? {
    do {
      return try await object(of: request)
    } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }

  private func object(of request: KubeRequest) async throws(KubeError) -> KubeObject {
    let json = try await json(of: request)
    guard json.kind == .object else { throw request.failed(.malformed("the answer is no object")) }
    return KubeObject(json)
  }

  private func json(of request: KubeRequest) async throws(KubeError) -> JSONValue {
    let body = try await sender.body(of: request, within: timeout)
    do {
      return try JSONValue(parsing: body, limits: ClusterClient.limits)
    } catch {
      throw request.failed(.malformed("the answer is \(error)"))
    }
  }
}

extension ClusterClient: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "client of \(sender.connection)" }
  package var debugDescription: String { description }
  /// What proves who we are is in here.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
