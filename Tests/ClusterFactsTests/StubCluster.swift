// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization

/// An API server of a few answers. What it is asked it remembers.
final class StubCluster: ObjectReading, ObjectWriting {
  enum Answer {
    case success(KubeObject)
    case failure(KubeError.Cause)
  }

  private struct State {
    var objects: [String: Answer] = [:]
    var access: Answer = .failure(.unreachable("connection refused"))
    var requests: [String] = []
    var reviews: [JSONValue] = []
  }

  private let state = Mutex(State())

  /// In the order in which they came: `secrets a/keys`.
  var requests: [String] { state.withLock { $0.requests } }
  var reviews: [JSONValue] { state.withLock { $0.reviews } }

  func answer(_ plural: String, _ key: ObjectKey, with answer: Answer) {
    state.withLock { $0.objects["\(plural) \(key)"] = answer }
  }

  /// To the question who may read what.
  func answerAccess(with answer: Answer) {
    state.withLock { $0.access = answer }
  }

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    let question = "\(resource.plural) \(key)"
    let answer = state.withLock { state in
      state.requests.append(question)
      return state.objects[question]
    }
    guard let answer else { throw await StubCluster.silence() }
    return try StubCluster.result(answer)
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    let answer = state.withLock { state in
      state.requests.append(resource.plural)
      state.reviews.append(object)
      return state.access
    }
    return try StubCluster.result(answer)
  }

  func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    throw await StubCluster.silence()
  }

  func list(_ resource: KubeResource, in namespace: String?, _ page: ListPage) async throws(KubeError) -> ObjectList {
    throw await StubCluster.silence()
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    throw await StubCluster.silence()
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    throw await StubCluster.silence()
  }

  private static func result(_ answer: Answer) throws(KubeError) -> KubeObject {
    switch answer {
    case .success(let object): return object
    case .failure(let cause): throw KubeError(verb: "get", path: "/", cause: cause)
    }
  }

  /// What has no answer has none until nobody waits for it any more.
  private static func silence() async -> KubeError {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      continuation.finish()
    }
    return KubeError(verb: "get", path: "/", cause: .cancelled)
  }
}
