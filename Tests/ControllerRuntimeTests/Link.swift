// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization
import TestSupport

/// The network between one client and an API server.
final class Link: ObjectReading, ObjectWriting {
  enum Condition: CaseIterable, Sendable {
    case up
    /// Nothing is sent.
    case unreachable
    /// Nothing is answered, until the caller gives up.
    case hanging
    /// Everything is done and nothing answered.
    case mute
    /// Writes are done some time after their caller has given up.
    case late
  }

  private typealias Write = @Sendable () async throws(KubeError) -> KubeObject

  private let server: ModelAPIServer
  private let state = Mutex((condition: Condition.up, late: [Write](), hanging: 0))

  init(_ server: ModelAPIServer) { self.server = server }

  var condition: Condition {
    get { state.withLock { $0.condition } }
    set { state.withLock { $0.condition = newValue } }
  }

  /// Somebody waits for an answer that does not come.
  var hangs: Bool { state.withLock { $0.hanging > 0 } }

  /// What was late arrives.
  func deliver() async {
    let writes = state.withLock { state in
      defer { state.late = [] }
      return state.late
    }
    for write in writes { _ = try? await write() }
  }

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try await pass { [server] () async throws(KubeError) in try await server.get(resource, key) }
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await write { [server] () async throws(KubeError) in
      try await server.create(resource, in: namespace, object)
    }
  }

  func replace(_ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue) async throws(KubeError) -> KubeObject {
    try await write { [server] () async throws(KubeError) in try await server.replace(resource, key, object) }
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try await write { [server] () async throws(KubeError) in
      try await server.patch(resource, key, patch, subresource: subresource)
    }
  }

  func list(_ resource: KubeResource, in namespace: String?, _ page: ListPage) async throws(KubeError) -> ObjectList {
    try await server.list(resource, in: namespace, page)
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    try await server.watch(resource, in: namespace, since: version)
  }

  private func write(_ request: @escaping Write) async throws(KubeError) -> KubeObject {
    if condition == .late { state.withLock { $0.late.append(request) } }
    return try await pass(request)
  }

  private func pass(_ request: Write) async throws(KubeError) -> KubeObject {
    switch condition {
    case .up: return try await request()
    case .unreachable: throw failure(.unreachable("connection refused"))
    case .hanging, .late:
      state.withLock { $0.hanging += 1 }
      await Link.silence()
      state.withLock { $0.hanging -= 1 }
      throw failure(.cancelled)
    case .mute:
      _ = try await request()
      throw failure(.unanswered("connection reset by peer"))
    }
  }

  private func failure(_ cause: KubeError.Cause) -> KubeError { KubeError(verb: "any", path: "/", cause: cause) }

  /// Until the caller is cancelled.
  private static func silence() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      continuation.finish()
    }
  }
}
